import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { AwsAccountPort, ResourceHandler } from "#lib/enrollment/ports.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import type { AppCore } from "./app-core.ts";

type State = AnyChange["before"];

/**
 * An account whose trust policies and tags are those of one scan, made when the first is asked for: many roles are then
 * read with a handful of calls.
 */
function scanned(account: AwsAccountPort): AwsAccountPort {
  let scan: Promise<ReadonlyMap<string, AwsRole>> | null = null;
  const roleAt = async (arn: string) => {
    scan ??= account.scanRoles().then(({ roles }) => new Map(roles.map((role) => [role.arn, role])));
    return (await scan).get(arn) ?? null;
  };
  return {
    ...account,
    getTrustPolicy: async (arn) => (await roleAt(arn))?.trustPolicy ?? null,
    getRoleTags: async (arn) => (await roleAt(arn))?.tags ?? null,
  };
}

/** What a plan's resources really hold, by change key; no fault may be set. */
export async function truthOf(
  core: AppCore,
  { plan }: Pick<Run, "plan">,
): Promise<ReadonlyMap<string, State>> {
  const profile = await core.accounts.find(plan.scope.accountId);
  const { accountId, partition } = plan.scope;
  const aws = scanned(
    core.aws.account({
      accountId,
      partition,
      accessRoleArn: profile?.accessRoleArn ?? null,
      externalId: profile?.externalId ?? null,
    }),
  );
  const context = { scope: plan.scope, aws, teleport: core.teleport };
  const states = new Map<string, State>();
  for (const { key, resource } of plan.changes) {
    states.set(key, (await resourceHandlers[resource.kind].read(context, resource.id)) as State);
  }
  return states;
}

/** Where a run's outcomes differ from what became of the resources. Resources in `edited` had a stranger at work. */
export function liesOf(
  run: Run,
  before: ReadonlyMap<string, State>,
  after: ReadonlyMap<string, State>,
  edited: ReadonlySet<string>,
): string[] {
  return run.changes.flatMap(({ change, status }) => {
    const handler: ResourceHandler = resourceHandlers[change.resource.kind];
    const was = before.get(change.key) ?? null;
    const is = after.get(change.key) ?? null;
    const made = handler.same(is, change.after);
    const untouched = handler.same(is, was);
    if (edited.has(change.resource.id)) return [];
    if (!made && !untouched) return [`${change.key} is neither as it was nor as planned, and ${status}`];
    if ((status === "verified" || status === "skipped") && !made) return [`${change.key} is not ${status}`];
    const denied = status === "not-started" || status === "failed" || status === "conflict";
    return denied && made && !untouched ? [`${change.key} was made, and is ${status}`] : [];
  });
}
