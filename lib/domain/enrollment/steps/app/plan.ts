import { buildAppServer } from "#lib/domain/teleport/documents.ts";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import { changeOf } from "../../change-of.ts";
import { homeOf } from "../../home.ts";
import type { StepInputs } from "../../inputs.ts";
import type { Observation } from "../../observation.ts";
import { resourceId, type Change, type ResourceStates } from "../../resource.ts";
import { planned, refused, refusedInput } from "../plan-results.ts";
import type { PlanEnv, StepPlan } from "../step-definition.ts";
import { appConflict } from "./conflict.ts";
import { enrollmentApps, labelOf, missingLabels } from "./enrollment-app.ts";
import { extraLabelErrors } from "./extra-labels.ts";

export function planApp(o: Observation, { extraLabels }: StepInputs["app"], env: PlanEnv): StepPlan {
  for (const part of [o.cluster, o.integration, o.apps]) if (!part.ok) return refused(part.problem);
  if (o.integration.ok && o.integration.value === null) return refused(noIntegration(o));
  const errors = extraLabelErrors(extraLabels);
  if (errors.length > 0) {
    return refusedInput(
      "A label can't be used.",
      "Teleport or this app would refuse it.",
      "Correct the labels that are marked.",
      Object.fromEntries(errors.map(({ name, problem }) => [`extraLabels.${name}`, problem])),
    );
  }
  const conflict = appConflict(o);
  if (conflict) return refused(conflict);
  const existing = enrollmentApps(o);
  const changes =
    existing.length === 0
      ? [createChange(o, extraLabels, env)]
      : existing.flatMap((app) => labelChange(o, app, extraLabels));
  return planned(o, "app", changes, "The app is as it should be.");
}

function noIntegration(o: Observation) {
  return {
    code: "teleport-not-found",
    what: `The integration ${o.integrationName} does not exist yet.`,
    why: "The app reaches AWS through it.",
    remedy: "Do step 1 first.",
  } as const;
}

function createChange(
  o: Observation,
  extraLabels: Readonly<Record<string, string>>,
  env: PlanEnv,
): Change<"teleport/app-server"> {
  const app = plannedApp(o, env.newUuid(), extraLabels);
  return changeOf("teleport/app-server", resourceId(app.name, app.hostId), {
    before: null,
    after: stateOf(app),
    why: "Puts the account into Teleport's resources, where people find it.",
  });
}

/** The app as this step would create it. */
export function plannedApp(
  o: Observation,
  hostId: string,
  extraLabels: Readonly<Record<string, string>> = {},
): AppServer {
  const { accountId, partition } = homeOf(o);
  return buildAppServer({
    integration: o.integrationName,
    accountId,
    partition,
    clusterPublicHost: o.cluster.ok ? o.cluster.value.publicHost : "",
    hostId,
    extraLabels,
  });
}

function labelChange(
  o: Observation,
  app: AppServer,
  extraLabels: Readonly<Record<string, string>>,
): Change<"teleport/app-server">[] {
  const wanted = { ...extraLabels, ...missingLabels(o, app) };
  if (Object.entries(wanted).every(([key, value]) => labelOf(app, key) === value)) return [];
  const before = stateOf(app);
  return [
    changeOf("teleport/app-server", resourceId(app.name, app.hostId), {
      before,
      after: { ...before, labels: { ...app.labels, ...wanted } },
      why: "Access roles find the app by its labels.",
    }),
  ];
}

export function stateOf(app: AppServer): ResourceStates["teleport/app-server"] {
  const { uri, publicAddr, integration, cloud, externalId, labels } = app;
  return { uri, publicAddr, integration, cloud, externalId, labels };
}
