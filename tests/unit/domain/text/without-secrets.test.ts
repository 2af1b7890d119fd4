import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hidden, withoutSecrets } from "#lib/domain/text/without-secrets.ts";

const pem = ["-----BEGIN EC PRIVATE KEY-----", "MHcCAQEEIMARKER", "-----END EC PRIVATE KEY-----"];
const jwt = `eyJhbGciOiJFUzI1NiJ9.${Buffer.from('{"sub":"MARKER"}').toString("base64url")}.c2lnbmF0dXJl`;

describe("withoutSecrets takes out", () => {
  it.each([
    ["a private key", pem.join("\n")],
    ["a private key in JSON", JSON.stringify({ key: pem.join("\n") })],
    ["a private key that was cut off", pem.slice(0, 2).join("\n")],
    ["a token of Teleport", `the assertion ${jwt} was refused`],
    ["the password of a database", "connect postgres://app:MARKER@db.internal:5432/journal failed"],
    ["a password with odd characters", 'input: "postgres://app:MA#RKER?MARKER@db/x"'],
    [
      "the session token that AWS quotes with the signed request",
      "The Canonical String for this request should have been 'POST\n/\n\nhost:iam.amazonaws.com\nx-amz-security-token:MARKER+/abc==\n\nhost'",
    ],
    ["a session token in JSON", JSON.stringify({ sessionToken: "MARKER/MARKER" })],
    ["a secret key in JSON within JSON", JSON.stringify(JSON.stringify({ SecretAccessKey: "MARKER+x" }))],
    ["a sign-in address", "http://localhost:3000/sign-in#token=MARKER"],
    ["a federation address", "https://signin.aws.amazon.com/federation?Action=login&SigninToken=MARKER"],
    ["a session's cookie", "cookie: theme=dark; aws-access-session=MARKER; x=1"],
    ["a bearer token", "authorization: Bearer MARKER.MARKER"],
  ])("%s", (_what, text) => {
    const left = withoutSecrets(text);
    expect(left).not.toContain("MARKER");
    expect(left).toContain(hidden);
  });

  it("whatever is known to be one, wherever it stands", () => {
    const secret = fc.string({ minLength: 16, maxLength: 40 }).filter((text) => !hidden.includes(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (known, before, after) => {
        expect(withoutSecrets(before + known + after, [known])).not.toContain(known);
      }),
    );
  });
});

it.each([
  "iam:UpdateAssumeRolePolicy on arn:aws:iam::123456789012:role/finance/BillingAnalyst",
  "User: arn:aws:iam::123456789012:user/app is not authorized to perform: iam:TagRole because no identity-based policy allows it",
  '{"Sid":"TeleportIntegration038a967f","Condition":{"StringEquals":{"aws:RequestTag/token":"x"}}}',
  "The security token included in the request is expired",
  "dial tcp 127.0.0.1:443: connect: connection refused (https://teleport.acme.test:443/webapi/ping)",
  "http://localhost:4010 answers for AWS and lacks this call.",
])("withoutSecrets leaves evidence as it is: %s", (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
