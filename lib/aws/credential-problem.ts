import type { Problem } from "#lib/domain/errors.ts";
import type { AwsCall, AwsFailure } from "./aws-failure.ts";

const expired: ReadonlySet<string> = new Set(["ExpiredToken", "RequestExpired", "TokenRefreshRequired"]);

const invalid: ReadonlySet<string> = new Set([
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "UnrecognizedClient",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "AuthFailure",
  "InvalidAccessKeyId",
  "InvalidSignature",
  "InvalidIdentityToken",
  "IDPRejectedClaim",
  "OptInRequired",
]);

const missing: ReadonlySet<string> = new Set([
  "CredentialsProviderError",
  "ProviderError",
  "TokenProviderError",
]);

/** The SDK's message without file contents or values: it may quote a line of a configuration file. */
function firstSentence(message: string): string {
  const first = message.split(/\r?\n/, 1)[0]?.slice(0, 300) ?? "";
  // What stands behind it on a page is a sentence of its own.
  return /\w$/.test(first) ? `${first}.` : first;
}

/** A failure of the credentials themselves; null: of something else. */
export function credentialProblem(failure: AwsFailure, call: AwsCall): Problem | null {
  const saysExpired = missing.has(failure.code) && /expired|aws sso login|aws login/i.test(failure.message);
  if (expired.has(failure.code) || saysExpired) {
    return {
      code: "aws-credentials-expired",
      what: "The AWS credentials have expired.",
      why: firstSentence(failure.message),
      remedy: "Renew them where the app runs (for example with aws sso login), then try again.",
      evidence: `${call.action}: ${failure.code}`,
    };
  }
  if (invalid.has(failure.code)) {
    const skewed = /signature (?:not yet current|expired)|clock/i.test(failure.message);
    return {
      code: "aws-credentials-invalid",
      what: "AWS does not accept the credentials.",
      why: skewed
        ? "The clock of this machine differs from AWS's by more than a few minutes."
        : "The key was deleted or deactivated, belongs to another partition, or its secret does not match.",
      remedy: skewed
        ? "Correct the clock of the machine on which the app runs."
        : "Provide valid credentials where the app runs, then try again.",
      evidence: `${call.action}: ${failure.code}`,
    };
  }
  if (missing.has(failure.code)) {
    return {
      code: "aws-credentials-missing",
      what: "The app found no AWS credentials.",
      why: firstSentence(failure.message),
      remedy:
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or run the app with a role of the machine.",
      evidence: `${call.action}: ${failure.code}`,
    };
  }
  return null;
}
