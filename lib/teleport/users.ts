import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";
import { AppError } from "#lib/domain/errors.ts";
import type { AuthClient } from "./auth-client.ts";
import { mapUser } from "./map-user.ts";
import { unlessMissing } from "./outcomes.ts";
import { allPages } from "./pages.ts";

const kind = "user";

export async function listUsers(client: AuthClient, now: Date): Promise<readonly TeleportUser[]> {
  const users = await allPages((pageToken, pageSize) =>
    client.read(UsersService, { verb: "list", kind, name: "" }, async (service) => {
      const page = await service.listUsers({ pageSize, pageToken });
      return { items: page.users, nextKey: page.nextPageToken };
    }),
  );
  return users.map((user) => mapUser(user, now));
}

/** The whole message, to be changed in place and sent back. */
export async function readUser(client: AuthClient, name: string): Promise<UserV2> {
  const { user } = await client.read(UsersService, { verb: "read", kind, name }, (service) =>
    service.getUser({ name }),
  );
  if (user) return user;
  throw new AppError({
    code: "teleport-not-found",
    what: `Teleport does not know the user “${name}”.`,
    why: "Its answer holds no user.",
    remedy: "Read the cluster again.",
    evidence: `read on user ${name}`,
  });
}

export async function getUser(client: AuthClient, name: string, now: Date): Promise<TeleportUser | null> {
  const user = await unlessMissing(readUser(client, name));
  return user === null ? null : mapUser(user, now);
}

/** Who the identity is to the cluster. */
export async function currentUser(client: AuthClient, now: Date): Promise<TeleportUser | null> {
  const { user } = await client.read(UsersService, { verb: "read", kind, name: "" }, (service) =>
    service.getUser({ currentUser: true }),
  );
  return user ? mapUser(user, now) : null;
}
