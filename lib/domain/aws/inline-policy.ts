import type { JsonObject } from "./json.ts";
import { canonicalStatement } from "./policy-canonical.ts";
import { policySize, readPolicyDocument, withStatements, writePolicyDocument } from "./policy-document.ts";
import { integrationTag } from "./tags.ts";

/** The name that Teleport's own script and the guide give the policy. */
export const appAccessPolicyName = "AWSAppAccess";

/** Characters without white space, all inline policies of a role together; fixed. */
export const inlinePolicyQuota = 10_240;

/** The guide's statement, word for word. */
export const appAccessStatement: JsonObject = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Resource: "*",
  Condition: {
    StringEquals: { [`iam:ResourceTag/${integrationTag.key}`]: integrationTag.value },
  },
};

/** The guide's document. */
export const appAccessDocument: string = writePolicyDocument({
  Version: "2012-10-17",
  Statement: [appAccessStatement],
});

const canonicalAppAccess = canonicalStatement(appAccessStatement);

/** The guide's statement under any Sid: who wrote it does not matter. */
export function isAppAccessStatement(raw: JsonObject): boolean {
  const { Sid: _sid, ...rest } = raw;
  return canonicalStatement(rest) === canonicalAppAccess;
}

export type AppAccessPatch =
  | {
      kind: "none" | "create" | "append";
      /** The whole document after it. */
      document: string;
      /** Characters without white space, of this policy alone. */
      sizeAfter: number;
    }
  | { kind: "blocked"; reason: "unreadable" | "too-long"; words: string };

/**
 * What granting app access does to the policy AWSAppAccess; null: there is none yet. One that somebody else made gets
 * one more statement. `sizeElsewhere`: characters of the role's other inline policies, which share the quota.
 */
export function patchAppAccess(currentDocument: string | null, sizeElsewhere = 0): AppAccessPatch {
  if (currentDocument === null) return withinQuota("create", appAccessDocument, sizeElsewhere);
  const reading = readPolicyDocument(currentDocument);
  if (!reading.ok)
    return {
      kind: "blocked",
      reason: "unreadable",
      words: `The policy ${appAccessPolicyName} can’t be read, so nothing is written to it. ${reading.reason}`,
    };
  const { document, statements } = reading;
  if (statements.some((statement) => statement.effect === "Allow" && isAppAccessStatement(statement.raw)))
    return { kind: "none", document: currentDocument, sizeAfter: policySize(currentDocument) };
  const extended = withStatements(document, [...statements.map(({ raw }) => raw), appAccessStatement]);
  return withinQuota("append", writePolicyDocument(extended), sizeElsewhere);
}

function withinQuota(kind: "create" | "append", document: string, sizeElsewhere: number): AppAccessPatch {
  const sizeAfter = policySize(document);
  return sizeAfter + sizeElsewhere <= inlinePolicyQuota
    ? { kind, document, sizeAfter }
    : {
        kind: "blocked",
        reason: "too-long",
        words: `The role’s inline policies would have ${sizeAfter + sizeElsewhere} characters together; IAM allows ${inlinePolicyQuota}. Shorten one of them or make it a managed policy.`,
      };
}

export type AppAccessRemoval =
  | { kind: "absent" }
  /** Nothing else is in the policy: it goes as a whole. */
  | { kind: "delete-policy" }
  | { kind: "removed"; document: string }
  | { kind: "conflict"; reason: "unreadable"; words: string };

/** The policy without the guide's statement; all others stay. */
export function removeAppAccessStatement(document: string): AppAccessRemoval {
  const reading = readPolicyDocument(document);
  if (!reading.ok)
    return {
      kind: "conflict",
      reason: "unreadable",
      words: `The policy ${appAccessPolicyName} can’t be read, so nothing is written to it. ${reading.reason}`,
    };
  const left = reading.statements.filter(({ raw }) => !isAppAccessStatement(raw));
  if (left.length === reading.statements.length) return { kind: "absent" };
  if (left.length === 0) return { kind: "delete-policy" };
  const raw = left.map((statement) => statement.raw);
  return { kind: "removed", document: writePolicyDocument(withStatements(reading.document, raw)) };
}
