import { evaluateAppAccess } from "#lib/domain/aws/app-access.ts";
import { appAccessPolicyName, isAppAccessStatement } from "#lib/domain/aws/inline-policy.ts";
import { readPolicyDocument } from "#lib/domain/aws/policy-document.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { lightOf } from "../../check-of.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { tagGuard } from "../../tag-guard.ts";
import type { PermissionsStepView } from "../../views.ts";
import { permissionsState, statementCheck } from "./state.ts";

export function permissionsStepView(o: Observation): PermissionsStepView {
  const role = valueOr(o.integrationRole, null);
  const state = permissionsState(o);
  const deciding = state.checks.find(({ verdict }) => verdict !== "ok") ?? statementCheck(o);
  const current = role?.inlinePolicies?.find(({ name }) => name === appAccessPolicyName);
  return {
    policyName: appAccessPolicyName,
    roleArn: role?.arn ?? homeOf(o).integrationRoleArn,
    state: lightOf(deciding, state.summary),
    currentDocument: current?.document ?? null,
    otherPolicies: role ? otherPolicies(role) : [],
    tagGuard: tagGuard(o),
    byHandOnly: null,
  };
}

function otherPolicies(role: AwsRole): PermissionsStepView["otherPolicies"] {
  const { by } = evaluateAppAccess(role);
  const inline = (role.inlinePolicies ?? []).filter(({ name }) => name !== appAccessPolicyName);
  return [
    ...inline.map(({ name, document }) => ({ name, words: words("inline", document, name === by) })),
    ...(role.attachedPolicies ?? []).map(({ name, document }) => ({
      name,
      words: words("attached", document, name === by),
    })),
  ];
}

function words(kind: string, document: string | null, grants: boolean): string {
  if (document === null) return `${kind}, not read`;
  const reading = readPolicyDocument(document);
  if (!reading.ok) return `${kind}, can't be read: ${reading.reason}`;
  if (reading.statements.some(({ raw }) => isAppAccessStatement(raw)))
    return `${kind}, holds the guide's statement`;
  return grants ? `${kind}, allows it in other words than the guide's` : kind;
}
