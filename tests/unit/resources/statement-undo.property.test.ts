import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalStatement } from "#lib/domain/aws/policy-canonical.ts";
import { readPolicyDocument, samePolicy } from "#lib/domain/aws/policy-document.ts";
import { takeBackStatements } from "#lib/resources/statement-undo.ts";
import { asIamStores, document, liveId, statement } from "../domain/aws/wild-policy.ts";

const live = { livePrincipalIds: [liveId], userIdsKnown: true };

function statementsOf(policy: string): string[] {
  const reading = readPolicyDocument(policy);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.statements.map(({ raw }) => canonicalStatement(raw));
}

function withStatement(policy: string, added: unknown): string {
  const parsed = JSON.parse(policy) as { Statement: unknown };
  const list = Array.isArray(parsed.Statement) ? (parsed.Statement as unknown[]) : [parsed.Statement];
  return JSON.stringify({ ...parsed, Statement: [...list, added] });
}

const readable = document.filter(
  (text) => readPolicyDocument(text).ok && !text.includes("AROAEXAMPLEDELETED"),
);
const ours = {
  Sid: "TeleportOidc01234567",
  Effect: "Allow",
  Principal: { Federated: "arn:ours" },
  Action: "sts:X",
};

describe("taking statements back", () => {
  test("gives the very text where IAM kept what was written, in whatever order", () => {
    fc.assert(
      fc.property(readable, fc.nat(), (before, seed) => {
        const after = withStatement(before, ours);
        const undo = takeBackStatements(before, after, asIamStores(after, seed), live);
        expect(undo).toEqual({ kind: "as-read", document: before });
      }),
    );
  });

  test("keeps every statement of others, and takes ours, where others wrote since", () => {
    fc.assert(
      fc.property(readable, statement, (before, theirs) => {
        const after = withStatement(before, ours);
        const observed = withStatement(after, theirs);
        fc.pre(readPolicyDocument(observed).ok && !samePolicy(observed, after));
        const undo = takeBackStatements(before, after, observed, live);
        expect(undo.kind).toBe("our-part");
        const left = undo.kind === "our-part" ? statementsOf(undo.document) : [];
        expect(left).toEqual(statementsOf(withStatement(before, theirs)));
      }),
    );
  });

  test("does nothing where it is gone already", () => {
    fc.assert(
      fc.property(readable, fc.nat(), (before, seed) => {
        const undo = takeBackStatements(before, withStatement(before, ours), asIamStores(before, seed), live);
        expect(undo).toEqual({ kind: "absent" });
      }),
    );
  });

  test("is a conflict where no statement would be left, or a dead principal", () => {
    const before = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*" }],
    });
    const after = withStatement(before, ours);
    const alone = JSON.stringify({ Version: "2012-10-17", Statement: [ours] });
    expect(takeBackStatements(before, after, alone, live)).toMatchObject({ reason: "no-statement-left" });
    const dead = before.replace(`"*"`, `{"AWS":"AROAEXAMPLEDELETED0001"}`);
    const undo = takeBackStatements(dead, withStatement(dead, ours), withStatement(dead, ours), live);
    expect(undo).toMatchObject({ kind: "conflict", reason: "dead-principal" });
  });
});
