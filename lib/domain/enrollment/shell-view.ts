import { homeOf } from "./home.ts";
import type { Observation } from "./observation.ts";
import { stepStates } from "./steps/step-states.ts";
import type { EnrollmentShellView } from "./views.ts";

/** The frame around the six steps: whose account it is, where each step stands, and how old that is. */
export function shellView(o: Observation, activeRun: EnrollmentShellView["activeRun"]): EnrollmentShellView {
  const { partition, integrationRoleArn } = homeOf(o);
  return {
    integration: o.integrationName,
    account: o.profile,
    partition,
    cluster: o.cluster.ok ? o.cluster.value.name : null,
    integrationRoleArn,
    // Once Teleport has the integration there is nothing left of the draft to give up.
    draft: o.integration.ok && o.integration.value !== null ? null : o.draft,
    steps: stepStates(o),
    readAt: shellReadAt(o),
    activeRun,
  };
}

/** How old the frame is: as old as the oldest part of it. */
export function shellReadAt(o: Observation): string {
  const { integration, provider, integrationRole, scan, ping, apps, roles, users } = o;
  const times = [integration, provider, integrationRole, scan, ping, apps, roles, users].map(({ at }) => at);
  return times.reduce((oldest, at) => (at < oldest ? at : oldest));
}
