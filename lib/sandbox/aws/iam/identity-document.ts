import { malformed } from "../api/aws-error.ts";
import { parsePolicy, textsOf } from "./policy-grammar.ts";

/** Checks an inline or managed policy; IAM keeps its text as it was sent. */
export function checkIdentityPolicy(text: string): void {
  for (const statement of parsePolicy(text, "Syntax errors in policy.").statements) {
    if ("Principal" in statement || "NotPrincipal" in statement) {
      throw malformed("Policy document should not specify a principal.");
    }
    const resources = textsOf(statement["Resource"] ?? statement["NotResource"]);
    if (resources.length === 0) throw malformed("Policy statement must contain resources.");
    for (const resource of resources) {
      if (resource !== "*" && !/^arn:([^:]*:){4}./s.test(resource)) {
        throw malformed(`Resource ${resource} must be in ARN format or "*".`);
      }
    }
  }
}
