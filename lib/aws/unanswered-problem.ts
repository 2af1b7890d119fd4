import type { Problem } from "#lib/domain/errors.ts";
import type { AwsCall, AwsFailure } from "./aws-failure.ts";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there.",
  ECONNRESET: "The connection was cut.",
  EPIPE: "The connection was cut.",
  ENOTFOUND: "The name does not resolve.",
  EAI_AGAIN: "The name could not be resolved at the moment.",
  ETIMEDOUT: "No answer came in time.",
  EHOSTUNREACH: "There is no route to it.",
  ENETUNREACH: "This machine has no network to reach it.",
};

function reason(networkCode: string): string {
  return reasons[networkCode] ?? `Its TLS certificate is not trusted (${networkCode}).`;
}

/** No answer at all, or one that is not AWS's; null: AWS itself answered. */
export function unansweredProblem(failure: AwsFailure, call: AwsCall): Problem | null {
  const service = call.action.startsWith("sts:") ? "STS" : "IAM";
  const endpoint = call.endpoint ?? `AWS's own ${service} endpoint`;
  if (failure.networkCode !== null) {
    return {
      code: "aws-unreachable",
      what: `The app cannot reach ${service} at ${endpoint}.`,
      why: reason(failure.networkCode),
      remedy:
        call.endpoint === null
          ? "Check the network, the proxy and the firewall of the machine on which the app runs."
          : "Check the endpoint settings (AWS_ENDPOINT_URL and its variants), and that it runs.",
      evidence: `${call.action} at ${endpoint}: ${failure.networkCode}`,
    };
  }
  const unreadable = /xml|unexpected token|not valid json|deserializ|closing tag|start tag/i.test(
    failure.message,
  );
  const unexplained =
    failure.httpStatus !== null && /^(?:UnknownError|Unknown|Error|\d{3})$/.test(failure.code);
  if (!unreadable && !unexplained) return null;
  const status = failure.httpStatus === null ? "" : ` (HTTP ${failure.httpStatus})`;
  return {
    code: failure.httpStatus !== null && failure.httpStatus < 500 ? "aws-unknown" : "aws-unsupported",
    what: `${endpoint} answered ${call.action} with something that is not an answer of AWS${status}.`,
    why: "A proxy or gateway stands in between, or the endpoint does not know this call.",
    remedy: "Check the endpoint settings and the proxy settings of the machine on which the app runs.",
    evidence: `${call.action} at ${endpoint}${status}`,
  };
}
