import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import { valueOr, type Observation } from "../observation.ts";
import { removals, type Write } from "../record/written.ts";
import { splitResourceId, type ResourceState } from "../resource.ts";
import { roleAt } from "./in-aws.ts";
import { stillIn, type Moved } from "./moved.ts";
import { returnedStatements } from "./statements.ts";

/*
 * Access that this app took away and somebody gave back. The target tag is left out: it is shared by all integrations of the
 * account, and opens nothing alone.
 */

export function returnedTrust(
  o: Observation,
  writes: readonly Write<"aws/role-trust">[],
  arn: string,
): Moved | null {
  const role = roleAt(o, arn);
  const found = role ? returnedStatements(writes, { document: role.trustPolicy }) : null;
  return isBack(found, "Somebody put our statement back: the role is open by it again.");
}

export function returnedPolicy(
  o: Observation,
  writes: readonly Write<"aws/inline-policy">[],
  id: string,
): Moved | null {
  const [arn, name] = splitResourceId(id);
  const policy = roleAt(o, arn)?.inlinePolicies?.find((one) => one.name === name);
  return isBack(returnedStatements(writes, policy ?? null), "Somebody put the statement back.");
}

export function returnedIntegration(
  o: Observation,
  writes: readonly Write<"teleport/integration">[],
): Moved | null {
  if (writes.at(-1)?.after !== null || !o.integration.ok || o.integration.value === null) return null;
  const { subKind, roleArn, audience, issuerS3Uri } = o.integration.value;
  return isBack({ subKind, roleArn, audience, issuerS3Uri }, "Somebody made the integration anew.");
}

export function returnedAccessRole(
  o: Observation,
  writes: readonly Write<"teleport/access-role">[],
  name: string,
): Moved | null {
  const role = valueOr(o.roles, []).find((one) => one.name === name);
  if (!role) return null;
  const awsRoleArns = stillIn(
    removals(writes, (state) => state.awsRoleArns),
    role.allow.awsRoleArns,
  );
  if (awsRoleArns.length === 0) return null;
  const found = { version: role.version, labels: {}, appLabels: role.allow.appLabels, awsRoleArns };
  return isBack(found, "Somebody gave the access role back what was taken out of it.");
}

export function returnedUser(
  o: Observation,
  writes: readonly Write<"teleport/user-access">[],
  name: string,
): Moved | null {
  const user = valueOr(o.users, []).find((one) => one.name === name);
  if (!user) return null;
  const roles = stillIn(
    removals(writes, (state) => state.roles),
    user.roles,
  );
  const roleArns = stillIn(
    removals(writes, (state) => state.roleArns),
    roleArnsOf(user),
  );
  if (roles.length + roleArns.length === 0) return null;
  return isBack({ roles, roleArns }, "Somebody gave back what was taken away here.");
}

function isBack(found: ResourceState | null, words: string): Moved | null {
  return found === null ? null : { written: null, found, words, isBack: true };
}
