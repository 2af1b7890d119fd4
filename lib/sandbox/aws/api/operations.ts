import { accountOperations } from "../iam/account.ts";
import { attachedPolicyOperations } from "../iam/attached-policies.ts";
import { authorizationDetailsOperations } from "../iam/authorization-details.ts";
import { managedPolicyOperations } from "../iam/managed-policies.ts";
import { oidcOperations } from "../iam/oidc-providers.ts";
import { rolePolicyOperations } from "../iam/role-policies.ts";
import { roleTagOperations } from "../iam/role-tags.ts";
import { roleOperations } from "../iam/roles.ts";
import { simulateOperations } from "../iam/simulate.ts";
import { assumeRoleOperations } from "../sts/assume-role.ts";
import { webIdentityOperations } from "../sts/assume-role-with-web-identity.ts";
import { callerIdentityOperations } from "../sts/caller-identity.ts";
import type { Operation, Operations } from "./call.ts";
import type { Service } from "./xml.ts";

/** Everything that is implemented; the rest answers InvalidAction. */
export const operations: Operations = {
  ...accountOperations,
  ...attachedPolicyOperations,
  ...authorizationDetailsOperations,
  ...managedPolicyOperations,
  ...oidcOperations,
  ...rolePolicyOperations,
  ...roleTagOperations,
  ...roleOperations,
  ...simulateOperations,
  ...assumeRoleOperations,
  ...webIdentityOperations,
  ...callerIdentityOperations,
};

const services: Readonly<Record<string, Service>> = { "2010-05-08": "iam", "2011-06-15": "sts" };

export const serviceOfVersion = (version: string): Service | undefined => services[version];

export function findOperation(service: Service, action: string): Operation | undefined {
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  return operation?.service === service ? operation : undefined;
}
