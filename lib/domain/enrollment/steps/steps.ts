import type { StepId } from "../resource.ts";
import { planAccess } from "./access/plan.ts";
import { accessState } from "./access/state.ts";
import { planApp } from "./app/plan.ts";
import { appState } from "./app/state.ts";
import { planIntegration } from "./integration/plan.ts";
import { integrationState } from "./integration/state.ts";
import { launchState } from "./launch/state.ts";
import { planPermissions } from "./permissions/plan.ts";
import { permissionsState } from "./permissions/state.ts";
import type { StepDefinition } from "./step-definition.ts";
import { planTrust } from "./trust/plan.ts";
import { trustState } from "./trust/state.ts";

/** The six steps. Whoever adds one adds a line here and no engine code. */
export const steps: { readonly [S in StepId]: StepDefinition<S> } = {
  integration: { id: "integration", state: integrationState, plan: planIntegration },
  permissions: { id: "permissions", state: permissionsState, plan: planPermissions },
  trust: { id: "trust", state: trustState, plan: planTrust },
  app: { id: "app", state: appState, plan: planApp },
  access: { id: "access", state: accessState, plan: planAccess },
  launch: {
    id: "launch",
    state: launchState,
    plan: () => ({ kind: "nothing", words: "Launching changes nothing." }),
  },
};
