import type { ResourceHandlers } from "#lib/enrollment/ports.ts";
import { accessRole } from "./access-role.ts";
import { appServer } from "./app-server.ts";
import { inlinePolicy } from "./inline-policy.ts";
import { integration } from "./integration.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { roleTag } from "./role-tag.ts";
import { roleTrust } from "./role-trust.ts";
import { role } from "./role.ts";
import { userAccess } from "./user-access.ts";

/** The nine: a kind without its handler does not compile. */
export const resourceHandlers: ResourceHandlers = {
  "aws/oidc-provider": oidcProvider,
  "aws/role": role,
  "aws/role-trust": roleTrust,
  "aws/inline-policy": inlinePolicy,
  "aws/role-tag": roleTag,
  "teleport/integration": integration,
  "teleport/app-server": appServer,
  "teleport/access-role": accessRole,
  "teleport/user-access": userAccess,
};
