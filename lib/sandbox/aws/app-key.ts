import { appUserName } from "../seed/aws-names.ts";
import { production } from "../seed/company.ts";
import { findUser } from "./store/directory.ts";
import { keyOf } from "./store/keys.ts";
import type { AccessKey } from "./store/model.ts";
import type { Store } from "./store/store.ts";
import { newAccessKeyId, newSecret } from "./store/unique-id.ts";

/** The app's own credentials: random at the first start, the same after every restart. */
export function ensureAppKey(store: Store): { accessKeyId: string; secretAccessKey: string } {
  const user = findUser(store.view, production.accountId, appUserName);
  if (!user) throw new Error(`The seed has no user ${appUserName} in ${production.accountId}.`);
  let key = store
    .credentials()
    .find((credential) => credential.kind === "access-key" && credential.userId === user.id);
  if (!key) {
    const created: AccessKey = {
      kind: "access-key",
      accessKeyId: newAccessKeyId("AKIA"),
      secret: newSecret(),
      accountId: user.accountId,
      userId: user.id,
    };
    store.commit([{ key: keyOf(created), entity: created }]);
    key = created;
  }
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secret };
}
