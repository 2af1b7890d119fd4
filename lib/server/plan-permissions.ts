import "server-only";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { permissionsOf, planPermissionCheck } from "#lib/domain/enrollment/plan-permissions.ts";
import type { Plan } from "#lib/domain/enrollment/resource.ts";
import { heldVerbs } from "#lib/domain/teleport/app-permissions-held.ts";
import { attempt } from "./attempt.ts";
import { container } from "./container.ts";

/** Asks AWS and Teleport whether the app may carry the plan out; a system that the plan leaves alone is not asked. */
export async function permissionCheck({ scope, changes }: Plan): Promise<Check> {
  const { aws, teleport, accounts } = await container();
  const needs = permissionsOf(changes);
  const profile = await accounts.find(scope.accountId);
  const account = aws.account({
    accountId: scope.accountId,
    partition: scope.partition,
    accessRoleArn: profile?.accessRoleArn ?? null,
    externalId: profile?.externalId ?? null,
  });
  const [actions, verbs] = await Promise.all([
    attempt(needs.aws.length === 0 ? Promise.resolve([]) : account.simulate(needs.aws)),
    attempt(
      needs.teleport.length === 0
        ? Promise.resolve([])
        : teleport.ownRules().then((rules) => heldVerbs(rules, needs.teleport)),
    ),
  ]);
  return planPermissionCheck(actions, verbs);
}
