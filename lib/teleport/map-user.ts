import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { fromLabelValues } from "./map-labels.ts";

const botLabel = "teleport.internal/bot";
const resourceTypeLabel = "teleport.internal/resource-type";

/** Who a user belongs to, if not to a person. */
export function ownerOf(user: UserV2): Pick<TeleportUser, "isBot" | "isSystem"> {
  const labels = user.Metadata?.Labels ?? {};
  return { isBot: Object.hasOwn(labels, botLabel), isSystem: labels[resourceTypeLabel] === "system" };
}

/** Locked out after failed sign-ins, until the time given; without one until somebody unlocks. */
function isLocked(user: UserV2, now: Date): boolean {
  const status = user.Spec?.Status;
  if (status?.IsLocked !== true) return false;
  const until = status.LockExpires ? timestampDate(status.LockExpires) : null;
  // Go's zero time stands for "not set".
  return until === null || until.getUTCFullYear() <= 1 || until > now;
}

export function mapUser(user: UserV2, now: Date): TeleportUser {
  const connector = user.Spec?.CreatedBy?.Connector;
  return {
    name: user.Metadata?.Name ?? "",
    roles: [...(user.Spec?.Roles ?? [])],
    traits: fromLabelValues(user.Spec?.Traits),
    sso: connector ? { connectorType: connector.Type, connectorId: connector.ID } : null,
    ...ownerOf(user),
    locked: isLocked(user, now),
    revision: user.Metadata?.Revision ?? "",
  };
}
