import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { mapGrpcError } from "#lib/teleport/grpc-error.ts";

const call = { verb: "update", kind: "role", name: "x" };
const peer = {
  address: { host: "teleport.acme.test", port: 443 },
  direct: false,
  handshake: null,
  userName: "bot-aws-access",
};
const map = (error: unknown, more: Partial<typeof call> = {}, from: Partial<typeof peer> = {}) =>
  mapGrpcError(error, { ...call, ...more }, { ...peer, ...from }).problem;

test.each([
  [Code.NotFound, "teleport-not-found"],
  [Code.AlreadyExists, "teleport-already-exists"],
  [Code.PermissionDenied, "teleport-access-denied"],
  [Code.FailedPrecondition, "teleport-stale-revision"],
  [Code.InvalidArgument, "teleport-invalid-input"],
  [Code.ResourceExhausted, "teleport-throttled"],
  [Code.Unavailable, "teleport-unreachable"],
  [Code.DeadlineExceeded, "teleport-unreachable"],
  [Code.Aborted, "teleport-unreachable"],
  [Code.Canceled, "teleport-unreachable"],
  [Code.Unimplemented, "teleport-unsupported"],
  [Code.Unauthenticated, "teleport-identity-invalid"],
  [Code.Unknown, "teleport-unknown"],
  [Code.Internal, "teleport-unknown"],
])("gRPC code %s is %s", (code, expected) => {
  const problem = map(new ConnectError("words", code));
  expect(problem.code).toBe(expected);
  for (const text of [problem.what, problem.why, problem.remedy]) expect(text).toMatch(/\S/);
});

test.each([
  "admin-level API request requires MFA verification",
  "this administrative action requires multi-factor verification",
])("“%s” asks for a second factor", (text) => {
  expect(map(new ConnectError(text, Code.PermissionDenied)).code).toBe("teleport-mfa-required");
});

describe("a role in use", () => {
  const words = [
    "failed to delete a role that is still in use by a user. Check the system server logs for more details.",
    "role x is still in use by an access list",
    "failed to delete role that is in use by a user CA",
  ];
  test.each(words)("is told by its words: %s", (text) => {
    for (const code of [Code.Unknown, Code.InvalidArgument]) {
      expect(map(new ConnectError(text, code), { verb: "delete" }).code).toBe("teleport-in-use");
    }
  });
  test("is nothing that an update meets", () => {
    expect(map(new ConnectError("name in use", Code.InvalidArgument)).code).toBe("teleport-invalid-input");
  });
});

test("an expired certificate is told apart from one that is not accepted", () => {
  expect(map(new ConnectError("certificate has expired", Code.Unauthenticated)).code).toBe(
    "teleport-identity-expired",
  );
});

const coded = (code: string) =>
  new ConnectError("tls", Code.Internal, undefined, undefined, Object.assign(new Error("tls"), { code }));
const handshake = (peerIsAuthService: boolean) => ({
  finished: false,
  speaksHttp2: true,
  peerIsAuthService,
  failure: null,
});

test.each([
  ["SELF_SIGNED_CERT_IN_CHAIN", { handshake: handshake(true) }, "teleport-tls-untrusted"],
  ["SELF_SIGNED_CERT_IN_CHAIN", { handshake: handshake(false) }, "teleport-behind-balancer"],
  ["SELF_SIGNED_CERT_IN_CHAIN", { direct: true }, "teleport-tls-untrusted"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", { handshake: handshake(false) }, "teleport-behind-balancer"],
  ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", {}, "teleport-behind-balancer"],
  ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", { direct: true }, "teleport-unreachable"],
  ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", {}, "teleport-identity-invalid"],
  ["ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", {}, "teleport-identity-invalid"],
  ["ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED", {}, "teleport-identity-expired"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", {}, "teleport-identity-invalid"],
  ["ECONNREFUSED", {}, "teleport-unreachable"],
  ["ENOTFOUND", {}, "teleport-unreachable"],
])("%s with %o is %s", (code, from, expected) => {
  expect(map(coded(code), {}, from as Partial<typeof peer>).code).toBe(expected);
});

test("a failure that the stream met explains a call that was only cancelled", () => {
  const failure = Object.assign(new Error("alert"), { code: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA" });
  const from = { handshake: { ...handshake(true), finished: true, failure } };
  expect(map(new ConnectError("stream closed", Code.Canceled), {}, from as never).code).toBe(
    "teleport-identity-invalid",
  );
});

test("a peer that chose no protocol is not the auth service, and no text of OpenSSL reaches the reader", () => {
  const text = "40ED8957A07F0000:error:0A00010B:SSL routines";
  const from = { handshake: { ...handshake(false), finished: true, speaksHttp2: false } };
  const problem = map(new ConnectError(text, Code.Internal), {}, from as never);
  expect(problem.code).toBe("teleport-behind-balancer");
  expect(JSON.stringify(problem)).not.toContain("routines");
});

test("what is an AppError already stays", () => {
  const error = new AppError({ code: "not-found", what: "a", why: "b", remedy: "c" });
  expect(mapGrpcError(error, call, peer)).toBe(error);
});

test.each([
  ['access denied to perform action "read" on "role"', "read on role"],
  ["access denied", "list on integration"],
])("a refusal names the verb and kind that Teleport misses, else those of the call: %s", (text, evidence) => {
  const problem = map(new ConnectError(text, Code.PermissionDenied), { verb: "list", kind: "integration" });
  expect(problem).toMatchObject({ code: "teleport-access-denied", evidence });
  const [verb, , kind] = evidence.split(" ");
  expect(problem.remedy).toContain(`the verb ${verb} for the resource ${kind}`);
});

describe("what AWS says to the cluster at Ping", () => {
  const said = (words: string) =>
    map(new ConnectError(`operation error STS: AssumeRoleWithWebIdentity, ${words}`, Code.Unknown), {
      verb: "use",
      kind: "integration",
      name: "arn:aws:iam::123456789012:role/x",
    });

  test.each([
    ["InvalidIdentityToken: No OpenIDConnect provider found in your account", "aws-not-found"],
    ["InvalidIdentityToken: Incorrect token audience", "aws-access-denied"],
    ["AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity", "aws-access-denied"],
    [
      "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider",
      "aws-issuer-unreachable",
    ],
    ["request send failed, dial tcp: lookup sts.amazonaws.com: no such host", "aws-unreachable"],
    ["something new", "teleport-unknown"],
  ])("%s", (words, code) => {
    expect(said(words)).toMatchObject({
      code,
      what: "AWS did not let the cluster in through arn:aws:iam::123456789012:role/x.",
    });
  });

  test("is told apart from what Teleport's own rules refuse", () => {
    const error = new ConnectError(
      'access denied to perform action "use" on "integration"',
      Code.PermissionDenied,
    );
    expect(map(error, { verb: "use", kind: "integration" }).code).toBe("teleport-access-denied");
  });
});
