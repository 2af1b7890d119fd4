import { join } from "node:path";

/** What the names of the gallery's folders begin with. */
export const galleryFolder = "aws-access-gallery-";

type Variables = Record<string, string | undefined>;

/**
 * What the gallery changes about its caller's variables; undefined takes one away. Its data are made up and go into
 * `folder`, whatever the caller's variables name: it neither needs a cluster nor the data of an app that may be running.
 */
export function galleryVariables(caller: Variables, folder: string): Variables {
  return {
    TELEPORT_PROXY: undefined,
    TELEPORT_IDENTITY_FILE: undefined,
    DATABASE_URL: undefined,
    AUTH: undefined,
    GALLERY: "1",
    DATA_DIR: join(folder, "data"),
    SANDBOX_DIR: join(folder, "sandbox"),
    SANDBOX_AWS_PORT: caller.SANDBOX_AWS_PORT || "0",
    SANDBOX_TELEPORT_PORT: caller.SANDBOX_TELEPORT_PORT || "0",
    SANDBOX_WEB_PORT: caller.SANDBOX_WEB_PORT || "0",
  };
}
