import { malformed } from "../api/aws-error.ts";
import { readOperator } from "../policy/operators.ts";

export type Json = Record<string, unknown>;

const elements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** Parses a document and checks what every kind of policy has in common. */
export function parsePolicy(text: string, notJson: string): { document: Json; statements: Json[] } {
  const document = parseObject(text, notJson);
  for (const key of Object.keys(document)) {
    if (!["Version", "Id", "Statement"].includes(key)) throw malformed(`Unknown field ${key}`);
  }
  const version = document["Version"];
  if (version !== undefined && version !== "2008-10-17" && version !== "2012-10-17") {
    throw malformed("The policy must contain a valid version string");
  }
  const raw = document["Statement"];
  const list = listOf(raw);
  if (list.length === 0) throw malformed("Missing required field Statement");
  const statements = list.map((statement) => {
    if (!isObject(statement)) throw malformed("Syntax errors in policy.");
    checkStatement(statement);
    return statement;
  });
  checkSids(statements);
  return { document, statements };
}

function parseObject(text: string, notJson: string): Json {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed(notJson);
  }
  if (!isObject(document)) throw malformed("Syntax errors in policy.");
  return document;
}

function checkStatement(statement: Json): void {
  for (const key of Object.keys(statement)) {
    if (!elements.includes(key)) throw malformed(`Unknown field ${key}`);
  }
  const effect = statement["Effect"];
  if (effect === undefined) throw malformed("Missing required field Effect");
  if (effect !== "Allow" && effect !== "Deny") throw malformed(`Invalid effect: ${String(effect)}`);
  if ("Action" in statement && "NotAction" in statement) throw malformed("Syntax errors in policy.");
  const actions = actionsOf(statement);
  if (actions.length === 0) throw malformed("Missing required field Action");
  for (const action of actions) {
    if (action !== "*" && !/^[\w-]+:[\w*?-]+$/.test(action)) {
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
  }
  if (statement["Condition"] !== undefined) checkCondition(statement["Condition"]);
}

function checkCondition(condition: unknown): void {
  if (!isObject(condition)) throw malformed("Syntax errors in policy.");
  for (const [operator, keys] of Object.entries(condition)) {
    if (readOperator(operator) === null) throw malformed(`Invalid Condition type : ${operator}.`);
    if (!isObject(keys)) throw malformed("Syntax errors in policy.");
    for (const [key, values] of Object.entries(keys)) {
      if (!key.includes(":")) throw malformed(`Condition key ${key} must be prefaced by a vendor.`);
      if (!listOf(values).every((value) => ["string", "number", "boolean"].includes(typeof value))) {
        throw malformed("Syntax errors in policy.");
      }
    }
  }
}

function checkSids(statements: readonly Json[]): void {
  const seen = new Set<string>();
  for (const { Sid: sid } of statements) {
    // Old templates carry empty Sids, several in one document; IAM takes them as none.
    if (sid === undefined || sid === "") continue;
    if (typeof sid !== "string" || !/^[0-9A-Za-z]*$/.test(sid)) {
      throw malformed(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
      );
    }
    if (seen.has(sid)) throw malformed("Statement IDs (SID) in a single policy must be unique.");
    seen.add(sid);
  }
}

export function actionsOf(statement: Json): string[] {
  return textsOf(statement["Action"] ?? statement["NotAction"]);
}

/** A text or a list of texts; anything else is no policy. */
export function textsOf(value: unknown): string[] {
  return listOf(value).map((item) => {
    if (typeof item !== "string") throw malformed("Syntax errors in policy.");
    return item;
  });
}

export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** IAM's quotas on documents do not count white space. */
export const countedLength = (document: string) => document.replace(/\s/g, "").length;
