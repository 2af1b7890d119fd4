import { malformed } from "../api/aws-error.ts";
import type { View } from "../store/store.ts";
import { actionsOf, isObject, parsePolicy, textsOf, type Json } from "./policy-grammar.ts";
import { principalFromId, storedPrincipal, type PrincipalCheck } from "./principals.ts";

/**
 * Checks a trust policy and gives it the form in which it is kept: principals as unique ids, lists sorted, a list of one
 * as its only member. Nobody who compares text with what was sent will be right, as with IAM.
 */
export function storeTrust(text: string, check: PrincipalCheck): string {
  const { document, statements } = parsePolicy(text, "This policy contains invalid Json");
  const stored = statements.map((statement) => {
    checkTrustStatement(statement);
    return normalise(statement, check);
  });
  const kept = Array.isArray(document["Statement"]) ? stored : stored[0];
  return JSON.stringify({ ...document, Statement: kept });
}

function checkTrustStatement(statement: Json): void {
  for (const prohibited of ["Resource", "NotResource", "NotPrincipal"]) {
    if (prohibited in statement) throw malformed(`Has prohibited field ${prohibited}`);
  }
  if (!("Principal" in statement)) throw malformed("Missing required field Principal");
  if (statement["Principal"] === "*") {
    throw malformed('AssumeRolepolicy contained an invalid principal: "STAR":"*".');
  }
  if (!isObject(statement["Principal"])) throw malformed("Invalid principal in policy");
  if (actionsOf(statement).some((action) => action !== "*" && !/^sts:/i.test(action))) {
    throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}

function normalise(statement: Json, check: PrincipalCheck): Json {
  const principal = isObject(statement["Principal"]) ? statement["Principal"] : {};
  if (Object.keys(principal).length === 0) throw malformed("Invalid principal in policy");
  const stored = Object.entries(principal).map(([type, values]) => {
    const texts = textsOf(values);
    if (texts.length === 0) throw malformed("Invalid principal in policy");
    return [type, collapsed(texts.map((value) => storedPrincipal(type, value, check)))];
  });
  const result: Json = { ...statement, Principal: Object.fromEntries(stored) };
  for (const key of ["Action", "NotAction"]) {
    if (key in result) result[key] = collapsed(textsOf(result[key]));
  }
  if (isObject(result["Condition"])) result["Condition"] = normaliseCondition(result["Condition"]);
  return result;
}

function normaliseCondition(condition: Json): Json {
  const sorted = (object: Json) => Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        sorted(isObject(keys) ? keys : {}).map(([key, value]) => [
          key,
          Array.isArray(value) ? collapsed(value) : value,
        ]),
      ),
    ]),
  );
}

function collapsed<T>(values: readonly T[]): T | T[] {
  const [first] = values;
  return values.length === 1 && first !== undefined
    ? first
    : values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** The document as IAM shows it: ids become ARNs again, those of the deleted stay. */
export function shownTrust(stored: string, view: View): string {
  if (!/"A(?:ROA|IDA)[A-Z0-9]+"/.test(stored)) return stored;
  return stored.replace(/"(A(?:ROA|IDA)[A-Z0-9]{12,})"/g, (quoted, id: string) => {
    const arn = principalFromId(view, id);
    return arn === null ? quoted : JSON.stringify(arn);
  });
}
