import { describe, expect, test } from "vitest";
import { mapAwsError } from "#lib/aws/map-error.ts";
import { AppError } from "#lib/domain/errors.ts";

const call = {
  action: "iam:UpdateAssumeRolePolicy",
  resource: "arn:aws:iam::123456789012:role/x",
  endpoint: null,
};

function sdkError(name: string, message = "words", extra: object = {}): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: 400, attempts: 1 },
    ...extra,
  });
}

test.each([
  ["AccessDenied", "aws-access-denied"],
  ["AccessDeniedException", "aws-access-denied"],
  ["NoSuchEntityException", "aws-not-found"],
  ["EntityAlreadyExistsException", "aws-already-exists"],
  ["ConcurrentModificationException", "aws-conflict"],
  ["DeleteConflictException", "aws-conflict"],
  ["EntityTemporarilyUnmodifiableException", "aws-conflict"],
  ["LimitExceededException", "aws-quota"],
  ["Throttling", "aws-throttled"],
  ["ThrottlingException", "aws-throttled"],
  ["MalformedPolicyDocumentException", "aws-malformed-policy"],
  ["UnmodifiableEntityException", "aws-unmodifiable"],
  ["OpenIdIdpCommunicationErrorException", "aws-issuer-unreachable"],
  ["InvalidInputException", "aws-invalid-input"],
  ["ValidationError", "aws-invalid-input"],
  ["InvalidAction", "aws-unsupported"],
  ["ExpiredToken", "aws-credentials-expired"],
  ["ExpiredTokenException", "aws-credentials-expired"],
  ["InvalidClientTokenId", "aws-credentials-invalid"],
  ["SignatureDoesNotMatch", "aws-credentials-invalid"],
  ["UnrecognizedClientException", "aws-credentials-invalid"],
  ["CredentialsProviderError", "aws-credentials-missing"],
  ["ServiceFailureException", "aws-unknown"],
  ["SomethingNew", "aws-unknown"],
])("%s is %s", (name, code) => {
  const { problem } = mapAwsError(sdkError(name), call);
  expect(problem.code).toBe(code);
  for (const text of [problem.what, problem.why, problem.remedy]) expect(text).toMatch(/\S/);
});

describe("an invalid principal", () => {
  const malformed = (message: string) =>
    mapAwsError(sdkError("MalformedPolicyDocumentException", message), call).problem;

  test("that is a unique id is dead", () => {
    expect(malformed('Invalid principal in policy: "AWS":"AROAQ3EGS4QVABCDEFGH1"')).toMatchObject({
      code: "aws-dead-principal",
      evidence: "AROAQ3EGS4QVABCDEFGH1",
    });
  });

  test("that is an ARN may not be known yet", () => {
    const arn = "arn:aws:iam::123456789012:role/new";
    expect(malformed(`Invalid principal in policy: "AWS":"${arn}"`)).toMatchObject({
      code: "aws-principal-not-yet-known",
      evidence: arn,
    });
  });

  test("that is not named leaves IAM's words as evidence", () => {
    expect(malformed("Invalid principal in policy")).toMatchObject({
      code: "aws-principal-not-yet-known",
      evidence: expect.stringContaining("Invalid principal in policy") as unknown,
    });
  });
});

test.each([
  ["by its ARN", "arn:aws:iam::123456789012:role/y", "arn:aws:iam::123456789012:role/y"],
  ["by its name", "role x", call.resource],
  ["not at all", "", call.resource],
])("a denial whose message names the resource %s says exactly which one", (_how, named, exact) => {
  const on = named === "" ? "" : ` on resource: ${named}`;
  const message = `User: arn:aws:iam::123456789012:user/a is not authorized to perform: iam:TagRole${on} because no identity-based policy allows the iam:TagRole action`;
  expect(mapAwsError(sdkError("AccessDenied", message), call).problem.evidence).toBe(
    `iam:TagRole on ${exact}`,
  );
});

test("an expired single sign-on is expired, not missing", () => {
  const error = sdkError("CredentialsProviderError", "The SSO session has expired. Run aws sso login.");
  expect(mapAwsError(error, call).code).toBe("aws-credentials-expired");
});

test("what the SDK says of missing credentials is told as a sentence", () => {
  const error = sdkError("CredentialsProviderError", "Could not load credentials from any providers");
  expect(mapAwsError(error, call).problem.why).toBe("Could not load credentials from any providers.");
});

test("a clock that is off is named", () => {
  const error = sdkError("SignatureDoesNotMatch", "Signature not yet current: 20261122T1");
  expect(mapAwsError(error, call).problem.why).toBe(
    "The clock of this machine differs from AWS's by more than a few minutes.",
  );
});

test.each(["ECONNREFUSED", "ENOTFOUND", "CERT_HAS_EXPIRED", "SELF_SIGNED_CERT_IN_CHAIN"])(
  "%s means that AWS can't be reached, and at which address",
  (code) => {
    const error = Object.assign(new Error("no"), { cause: Object.assign(new Error("deep"), { code }) });
    const { problem } = mapAwsError(error, { ...call, endpoint: "http://127.0.0.1:4010" });
    expect(problem).toMatchObject({
      code: "aws-unreachable",
      evidence: `iam:UpdateAssumeRolePolicy at http://127.0.0.1:4010: ${code}`,
    });
  },
);

test("what is an AppError already stays", () => {
  const error = new AppError({ code: "not-found", what: "a", why: "b", remedy: "c" });
  expect(mapAwsError(error, call)).toBe(error);
});
