import { requireUser } from "#lib/server/viewer.ts";
import { SignOut } from "#components/shell/sign-out.tsx";
import { TeleportSignOut } from "#components/shell/teleport-sign-out.tsx";
import { signOut } from "./sign-in/actions.ts";

/** The way out of the session that the viewer is in. */
export async function Leave() {
  const { source } = await requireUser();
  return source === "teleport" ? <TeleportSignOut /> : <SignOut signOut={signOut} />;
}
