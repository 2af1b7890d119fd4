import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import type { Action } from "#components/enrollment/action-call.ts";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import type { OffboardActions } from "#components/offboard/removal-review.tsx";
import type { NameRolesAction } from "./named-roles.tsx";

export type OpenRoleAction = Action<{ integration: string; roleArn: string }, RoleDetailView>;
type ConditionAction = Action<{ integration: string; roleArn: string; condition: string }, RoleDetailView>;

/** Both answer the role as it is judged then. */
export interface ConditionActions {
  acceptCondition: ConditionAction;
  withdrawAcceptance: ConditionAction;
}

export interface TrustActions extends StepActions, ConditionActions {
  openRole: OpenRoleAction;
  nameRoles: NameRolesAction;
  prepareRemoval: OffboardActions["prepareRemoval"];
}
