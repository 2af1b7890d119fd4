import { invalidInput, noSuchEntity } from "../api/aws-error.ts";
import { authorize, iamRead, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import type { Output } from "../api/xml.ts";
import { boundaryOf, identityContext, identityPoliciesOf } from "../auth/callers.ts";
import { contextOf, mergeContexts, type ContextEntry } from "../policy/context.ts";
import { readPolicy, type Policy } from "../policy/document.ts";
import { evaluate, type AccessRequest, type Evaluation } from "../policy/evaluate.ts";
import { accountFromArn, findRole, findUser, identityArn, nameFromArn } from "../store/directory.ts";
import type { Role, User } from "../store/model.ts";
import { checkIdentityPolicy } from "./identity-document.ts";
import { arnOf } from "./rules.ts";

/** Answers from the principal's own policies and boundary; conditions see only the context that the caller gives. */
function simulatePrincipalPolicy(call: Call) {
  const arn = arnOf(call.input, "PolicySourceArn");
  authorize(call, "iam:SimulatePrincipalPolicy", arn);
  const identity = findIdentity(call, arn);
  const policies = [...identityPoliciesOf(call.view, identity), ...givenPolicies(call, "PolicyInputList")];
  const given = givenPolicies(call, "PermissionsBoundaryPolicyInputList");
  const ownBoundary = boundaryOf(call.view, identity);
  const boundary = given.length > 0 ? given : ownBoundary ? [ownBoundary] : null;
  const context = mergeContexts(
    contextOf(identityContext(call.view, identity)),
    contextOf(contextEntries(call)),
  );
  const actions = call.input.list("ActionNames", { min: 3, max: 128 });
  if (actions.length === 0) throw invalidInput("At least one action name is required.");
  const resources = call.input.list("ResourceArns", { min: 1, max: 2048 });
  const requests = actions.flatMap((action) =>
    (resources.length > 0 ? resources : ["*"]).map((resource) => ({ action, resource, context })),
  );
  const { items, more } = pageOf(call.input, requests);
  return { EvaluationResults: items.map((request) => result(request, policies, boundary)), ...more };
}

function result(
  request: AccessRequest,
  policies: readonly Policy[],
  boundary: readonly Policy[] | null,
): Output {
  const own = evaluate(policies, request);
  const bound = boundary === null ? null : evaluate(boundary, request);
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: decision(own, bound),
    MatchedStatements: own.matched.map(({ policy }) => ({
      SourcePolicyId: policy.name,
      SourcePolicyType: "IAM Policy",
    })),
    MissingContextValues: missingKeys([...policies, ...(boundary ?? [])], request),
    PermissionsBoundaryDecisionDetail:
      bound === null ? undefined : { AllowedByPermissionsBoundary: bound.effect === "allow" },
  };
}

function decision(own: Evaluation, bound: Evaluation | null): string {
  if (own.effect === "deny" || bound?.effect === "deny") return "explicitDeny";
  return own.effect === "allow" && (bound === null || bound.effect === "allow") ? "allowed" : "implicitDeny";
}

function missingKeys(policies: readonly Policy[], request: AccessRequest): string[] {
  const asked = policies.flatMap((policy) =>
    policy.statements.flatMap((statement) => statement.conditions.map((condition) => condition.key)),
  );
  return [...new Set(asked)].filter((key) => !request.context.has(key.toLowerCase())).toSorted();
}

function findIdentity(call: Call, arn: string): Role | User {
  const accountId = accountFromArn(arn);
  const [, kind] = /^arn:aws:iam::\d{12}:(role|user)\/.+$/.exec(arn) ?? [];
  if (kind === undefined)
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const find = kind === "role" ? findRole : findUser;
  const identity = find(call.view, accountId, nameFromArn(arn));
  if (!identity || identityArn(identity) !== arn || accountId !== call.caller?.accountId) {
    throw noSuchEntity(`The ${kind} with name ${nameFromArn(arn)} cannot be found.`);
  }
  return identity;
}

function givenPolicies(call: Call, parameter: string): Policy[] {
  return call.input.list(parameter).map((document, index) => {
    checkIdentityPolicy(document);
    return readPolicy(document, `${parameter}.${index + 1}`);
  });
}

function contextEntries(call: Call): ContextEntry[] {
  return call.input
    .records("ContextEntries")
    .map((entry) => [entry.text("ContextKeyName", { min: 5, max: 256 }), entry.list("ContextKeyValues")]);
}

export const simulateOperations: Operations = {
  SimulatePrincipalPolicy: iamRead(simulatePrincipalPolicy),
};
