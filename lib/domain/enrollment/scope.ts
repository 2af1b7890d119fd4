import { AppError } from "#lib/domain/errors.ts";
import { homeOf } from "./home.ts";
import type { Observation } from "./observation.ts";
import type { PlanScope } from "./resource.ts";

/** Where plans of this enrollment belong. Throws AppError where the cluster could not be read: a plan must name it. */
export function planScope(o: Observation): PlanScope {
  if (!o.cluster.ok) throw new AppError(o.cluster.problem);
  const { accountId, partition, integrationRoleArn } = homeOf(o);
  return {
    cluster: o.cluster.value.name,
    accountId,
    partition,
    integration: o.integrationName,
    integrationRoleArn,
  };
}
