import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { fromLabelValues } from "./map-labels.ts";

const botLabel = "teleport.internal/bot";
const resourceTypeLabel = "teleport.internal/resource-type";

export function mapUser(user: UserV2): TeleportUser {
  const labels = user.Metadata?.Labels ?? {};
  const connector = user.Spec?.CreatedBy?.Connector;
  return {
    name: user.Metadata?.Name ?? "",
    roles: [...(user.Spec?.Roles ?? [])],
    traits: fromLabelValues(user.Spec?.Traits),
    sso: connector ? { connectorType: connector.Type, connectorId: connector.ID } : null,
    isBot: Object.hasOwn(labels, botLabel),
    isSystem: labels[resourceTypeLabel] === "system",
    locked: false,
    revision: user.Metadata?.Revision ?? "",
  };
}
