import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { AppError } from "#lib/domain/errors.ts";
import type { AuthClient } from "./auth-client.ts";

/** Whether a lock in force names the user or one of the roles; null where the app may not read locks. */
export async function isLocked(
  client: AuthClient,
  name: string,
  roles: readonly string[],
): Promise<boolean | null> {
  const targets = [{ User: name }, ...roles.map((role) => ({ Role: role }))];
  const call = { verb: "list", kind: "lock", name: "" };
  try {
    const { Locks } = await client.read(AuthService, call, (service) =>
      service.getLocks({ Targets: targets, InForceOnly: true }),
    );
    return Locks.length > 0;
  } catch (error) {
    // As with a role that was made for an earlier version of the app.
    if (error instanceof AppError && error.code === "teleport-access-denied") return null;
    throw error;
  }
}
