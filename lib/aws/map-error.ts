import { AppError } from "#lib/domain/errors.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { readFailure } from "./aws-failure.ts";
import type { AwsCall, AwsFailure } from "./aws-failure.ts";
import { credentialProblem } from "./credential-problem.ts";
import { readDenial } from "./denial.ts";
import { invalidPrincipal, isUniqueId } from "./invalid-principal.ts";
import { unansweredProblem } from "./unanswered-problem.ts";

type Describe = (failure: AwsFailure, call: AwsCall) => Problem;

const subject = (call: AwsCall): string => (call.resource === "*" ? "the account" : call.resource);

const evidence = (failure: AwsFailure, call: AwsCall): string =>
  `${call.action} on ${call.resource}: ${failure.code}: ${failure.message}`;

const denied: Describe = (failure, call) => {
  const denial = readDenial(failure.message);
  const action = denial.action ?? call.action;
  // AWS may name a role by its name alone, where the call knows its ARN.
  const isExact = denial.resource === "*" || denial.resource?.startsWith("arn:") === true;
  const resource = isExact ? denial.resource : call.resource;
  return {
    code: "aws-access-denied",
    what: `AWS refused ${action} on ${resource}.`,
    why: denial.why,
    remedy: `Allow ${action} on ${resource} for ${denial.principal ?? "the app's AWS identity"}, then try again.`,
    evidence: `${action} on ${resource}`,
  };
};

const malformed: Describe = (failure, call) => {
  const invalid = invalidPrincipal(failure.message);
  if (!invalid) {
    return {
      code: "aws-malformed-policy",
      what: `IAM does not accept the policy document for ${subject(call)}.`,
      why: failure.message,
      remedy: "Correct the part of the document that IAM names. Nothing was written.",
      evidence: evidence(failure, call),
    };
  }
  const { principal } = invalid;
  if (principal !== null && isUniqueId(principal)) {
    return {
      code: "aws-dead-principal",
      what: `IAM refuses the trust policy of ${subject(call)} because it names ${principal}.`,
      why: "That is the id of a role or user that was deleted; IAM saves no document that names one.",
      remedy: "Have the owner of the role remove the dead principal, then try again.",
      evidence: principal,
    };
  }
  return {
    code: "aws-principal-not-yet-known",
    what: `IAM does not know ${principal ?? "a principal of the trust policy"} yet.`,
    why: "A new role takes up to two minutes until other roles may name it; a principal that does not exist is refused the same way.",
    remedy: "Try again in two minutes. If it stays, check that the named role or user exists.",
    evidence: principal ?? evidence(failure, call),
  };
};

const quota: Describe = (failure, call) => ({
  code: "aws-quota",
  what: `A quota of IAM is used up for ${subject(call)}.`,
  why: failure.message,
  remedy: "Remove what is no longer needed, or have the quota raised in Service Quotas (IAM, us-east-1).",
  evidence: evidence(failure, call),
});

const throttled: Describe = (failure, call) => ({
  code: "aws-throttled",
  what:
    failure.attempts > 1
      ? `AWS throttled ${call.action}, also after ${failure.attempts} attempts.`
      : `AWS throttled ${call.action}.`,
  why: "Requests to IAM share one limit per account; other programs may be using it up.",
  remedy: "Wait a few minutes, then try again.",
  evidence: evidence(failure, call),
});

const notFound: Describe = (failure, call) => ({
  code: "aws-not-found",
  what: `${subject(call)} was not found.`,
  why: failure.message,
  remedy: "Read the account again: it was deleted or renamed meanwhile.",
  evidence: evidence(failure, call),
});

const exists: Describe = (failure, call) => ({
  code: "aws-already-exists",
  what: `${subject(call)} already exists.`,
  why: failure.message,
  remedy: "Choose another name, or adopt what exists.",
  evidence: evidence(failure, call),
});

const conflict: Describe = (failure, call) => ({
  code: "aws-conflict",
  what: `IAM could not change ${subject(call)} now.`,
  why:
    failure.code === "DeleteConflict"
      ? `Something still hangs on it: ${failure.message}`
      : "Another change to it is under way, or it was created a moment ago.",
  remedy:
    failure.code === "DeleteConflict"
      ? "Detach what IAM names, then try again."
      : "Wait a few minutes, then try again.",
  evidence: evidence(failure, call),
});

const unmodifiable: Describe = (failure, call) => ({
  code: "aws-unmodifiable",
  what: `${subject(call)} can be changed by AWS only.`,
  why: "Service-linked roles and roles of IAM Identity Center are kept by AWS itself.",
  remedy: "Choose another role.",
  evidence: evidence(failure, call),
});

const issuerUnreachable: Describe = (failure, call) => ({
  code: "aws-issuer-unreachable",
  what: "IAM could not reach the cluster's OIDC issuer.",
  why: "IAM fetches the issuer's certificate when the provider is created, so the issuer must be public and its certificate publicly trusted.",
  remedy:
    "Make the cluster's public address reachable from the internet over HTTPS on port 443, then try again.",
  evidence: evidence(failure, call),
});

const invalidInput: Describe = (failure, call) => ({
  code: "aws-invalid-input",
  what: `AWS does not accept the input of ${call.action}.`,
  why: failure.message,
  remedy: "Correct the value that AWS names. Nothing was written.",
  evidence: evidence(failure, call),
});

const unsupported: Describe = (failure, call) => ({
  code: "aws-unsupported",
  what: `The AWS endpoint does not know ${call.action}.`,
  why: call.endpoint === null ? failure.message : `${call.endpoint} answers for AWS and lacks this call.`,
  remedy: "Check the endpoint settings (AWS_ENDPOINT_URL and its variants).",
  evidence: evidence(failure, call),
});

const unknown: Describe = (failure, call) => ({
  code: "aws-unknown",
  what: `${call.action} on ${call.resource} failed.`,
  why: failure.message || "AWS gave no reason.",
  remedy: "Try again. If it stays, look the error up in AWS's documentation of the call.",
  evidence: evidence(failure, call),
});

const byCode: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ["AccessDenied", denied],
  ["UnauthorizedOperation", denied],
  ["MalformedPolicyDocument", malformed],
  ["LimitExceeded", quota],
  ["Throttling", throttled],
  ["Throttled", throttled],
  ["RequestLimitExceeded", throttled],
  ["TooManyRequests", throttled],
  ["SlowDown", throttled],
  ["NoSuchEntity", notFound],
  ["EntityAlreadyExists", exists],
  ["ConcurrentModification", conflict],
  ["DeleteConflict", conflict],
  ["EntityTemporarilyUnmodifiable", conflict],
  ["UnmodifiableEntity", unmodifiable],
  ["OpenIdIdpCommunicationError", issuerUnreachable],
  ["InvalidInput", invalidInput],
  ["ValidationError", invalidInput],
  ["InvalidParameterValue", invalidInput],
  ["MissingParameter", invalidInput],
  ["PackedPolicyTooLarge", invalidInput],
  ["InvalidAction", unsupported],
  ["NotImplemented", unsupported],
  ["UnsupportedOperation", unsupported],
  ["RegionDisabled", unsupported],
]);

/** Everything that the SDK can throw, as an AppError with one of the closed codes. */
export function mapAwsError(error: unknown, call: AwsCall): AppError {
  if (error instanceof AppError) return error;
  const failure = readFailure(error);
  const describe = byCode.get(failure.code) ?? (failure.httpStatus === 429 ? throttled : null);
  const problem =
    describe?.(failure, call) ??
    credentialProblem(failure, call) ??
    unansweredProblem(failure, call) ??
    unknown(failure, call);
  return new AppError(problem, { cause: error });
}
