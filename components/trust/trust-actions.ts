import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import type { Action } from "#components/enrollment/action-call.ts";
import type { StepActions } from "#components/enrollment/step-actions.ts";
import type { OffboardActions } from "#components/offboard/removal-review.tsx";
import type { NameRolesAction } from "./named-roles.tsx";

export type OpenRoleAction = Action<{ integration: string; roleArn: string }, RoleDetailView>;
export type AcceptAction = Action<{ integration: string; roleArn: string; condition: string }, null>;

export interface TrustActions extends StepActions {
  openRole: OpenRoleAction;
  acceptCondition: AcceptAction;
  nameRoles: NameRolesAction;
  prepareRemoval: OffboardActions["prepareRemoval"];
}
