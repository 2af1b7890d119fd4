import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { TeleportLock } from "#lib/domain/teleport/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { AuthClient } from "./auth-client.ts";

const call = { verb: "list", kind: "lock", name: "" };

/** As with a role that was made for an earlier version of the app. */
async function unlessDenied<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "teleport-access-denied") return null;
    throw error;
  }
}

/** All locks in force; null where the app may not read locks. */
export async function listLocks(client: AuthClient): Promise<readonly TeleportLock[] | null> {
  const found = await unlessDenied(
    client.read(AuthService, call, (service) => service.getLocks({ Targets: [], InForceOnly: true })),
  );
  return (
    found?.Locks.map(({ Spec }) => ({ user: Spec?.Target?.User ?? "", role: Spec?.Target?.Role ?? "" })) ??
    null
  );
}

/** Whether a lock in force names the user or one of the roles; null where the app may not read locks. */
export async function isLocked(
  client: AuthClient,
  name: string,
  roles: readonly string[],
): Promise<boolean | null> {
  const targets = [{ User: name }, ...roles.map((role) => ({ Role: role }))];
  const found = await unlessDenied(
    client.read(AuthService, call, (service) => service.getLocks({ Targets: targets, InForceOnly: true })),
  );
  return found === null ? null : found.Locks.length > 0;
}
