import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readPolicyDocument, samePolicy } from "#lib/domain/aws/policy-document.ts";
import type { TrustPatch } from "#lib/domain/aws/trust/patch.ts";
import { patchTrust } from "#lib/domain/aws/trust/patch.ts";
import { removeOurStatement, undoTrust } from "#lib/domain/aws/trust/unpatch.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";

import {
  asIamStores,
  deadId,
  document,
  integrationRoleArn,
  liveId,
  ownSid,
  statement,
} from "./wild-policy.ts";

const runs = { numRuns: 150 };

function question(trustPolicy: string) {
  return {
    integrationRoleArn,
    trustPolicy,
    livePrincipalIds: [liveId],
    externalId: null,
    sizeQuota: 100_000,
  };
}

type Written = Extract<TrustPatch, { kind: "append" | "replace" }>;

/** Documents that the patch changes, each with its patch. */
const patched = document
  .map((before) => ({ before, patch: patchTrust(question(before)) }))
  .filter((made): made is { before: string; patch: Written } => "patched" in made.patch);

function statementsOf(policy: string): string[] {
  const reading = readPolicyDocument(policy);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.statements.map(({ raw }) => JSON.stringify(raw));
}

function isOurs(text: string): boolean {
  return (JSON.parse(text) as { Sid?: string }).Sid === ownSid;
}

function withStatement(policy: string, added: unknown): string {
  const parsed = JSON.parse(policy) as { Statement: unknown };
  const list = Array.isArray(parsed.Statement) ? (parsed.Statement as unknown[]) : [parsed.Statement];
  return JSON.stringify({ ...parsed, Statement: [...list, added] });
}

describe("a patch of any trust policy", () => {
  it("leaves every statement that is not ours, in its order and to the letter", () => {
    fc.assert(
      fc.property(patched, ({ before, patch }) => {
        const others = (policy: string): string[] => statementsOf(policy).filter((text) => !isOurs(text));
        expect(others(patch.patched)).toEqual(others(before));
        expect(statementsOf(patch.patched).filter(isOurs)).toEqual([JSON.stringify(patch.statement)]);
      }),
      runs,
    );
  });

  it("leaves every other key of the document, Version included, in its place", () => {
    fc.assert(
      fc.property(patched, ({ before, patch }) => {
        const others = (policy: string): string =>
          JSON.stringify(
            Object.entries(JSON.parse(policy) as object).map(([key, value]) =>
              key === "Statement" ? [key] : [key, value as unknown],
            ),
          );
        expect(others(patch.patched)).toBe(others(before));
      }),
      runs,
    );
  });

  it("needs no second one, however IAM gives the document back", () => {
    fc.assert(
      fc.property(patched, fc.nat(), ({ patch }, seed) => {
        expect(patchTrust(question(patch.patched))).toEqual({ kind: "none" });
        expect(patchTrust(question(asIamStores(patch.patched, seed)))).toEqual({ kind: "none" });
      }),
      runs,
    );
  });

  it("gives the integration role its trust whenever nothing denies", () => {
    fc.assert(
      fc.property(patched, ({ patch }) => {
        const verdict = evaluateTrust(question(patch.patched));
        const mayBeDenied = verdict.warnings.some(({ code }) => code === "conditional-deny");
        expect(verdict.via).toBe("role");
        expect(verdict.verdict).toBe(mayBeDenied ? "allowed-if" : "allowed");
      }),
      runs,
    );
  });

  it("writes the same text for the same document", () => {
    fc.assert(
      fc.property(patched, ({ before, patch }) => {
        expect(patchTrust(question(before))).toEqual(patch);
        expect(patch.patched).toBe(JSON.stringify(JSON.parse(patch.patched), null, 2));
      }),
      runs,
    );
  });
});

describe("undo of a patch", () => {
  it("gives the very text back where nobody changed it, or says why IAM would refuse it", () => {
    fc.assert(
      fc.property(patched, fc.nat(), ({ before, patch }, seed) => {
        const undo = undoTrust({
          ...question(before),
          before,
          after: patch.patched,
          observed: asIamStores(patch.patched, seed),
        });
        // Our stale statement named a role that is gone: IAM would not take it again.
        expect([
          { kind: "as-read", document: before },
          expect.objectContaining({ kind: "conflict", reason: "dead-principal" }),
        ]).toContainEqual(undo);
        expect(undo.kind === "conflict").toBe(before.includes(deadId));
      }),
      runs,
    );
  });

  it("keeps what somebody else added since, and nothing of ours", () => {
    fc.assert(
      fc.property(patched, statement, fc.nat(), ({ before, patch }, added, seed) => {
        fc.pre(patch.kind === "append");
        const undo = undoTrust({
          ...question(before),
          before,
          after: patch.patched,
          observed: asIamStores(withStatement(patch.patched, added), seed),
        });
        expect(undo.kind).toBe("our-part");
        expect(undo.kind === "our-part" && samePolicy(undo.document, withStatement(before, added))).toBe(
          true,
        );
      }),
      runs,
    );
  });

  it("puts our former statement back where ours had replaced it", () => {
    fc.assert(
      fc.property(patched, statement, ({ before, patch }, added) => {
        fc.pre(patch.kind === "replace");
        const undo = undoTrust({
          ...question(before),
          before,
          after: patch.patched,
          observed: withStatement(patch.patched, added),
        });
        const isRestored =
          undo.kind === "our-part" && samePolicy(undo.document, withStatement(before, added));
        const isRefused = undo.kind === "conflict" && undo.reason === "dead-principal";
        expect([isRestored, isRefused]).toEqual([!before.includes(deadId), before.includes(deadId)]);
      }),
      runs,
    );
  });
});

describe("removal of our statement", () => {
  it("removes only ours", () => {
    fc.assert(
      fc.property(patched, fc.nat(), ({ patch }, seed) => {
        const removal = removeOurStatement({
          integrationRoleArn,
          trustPolicy: asIamStores(patch.patched, seed),
        });
        const left = removal.kind === "removed" ? removal.document : "";
        expect(statementsOf(left).some(isOurs)).toBe(false);
        expect(samePolicy(withStatement(left, patch.statement), patch.patched)).toBe(true);
      }),
      runs,
    );
  });

  it("finds nothing to do in a document without ours", () => {
    fc.assert(
      fc.property(document, (policy) => {
        fc.pre(!statementsOf(policy).some(isOurs));
        expect(removeOurStatement({ integrationRoleArn, trustPolicy: policy })).toEqual({ kind: "absent" });
      }),
      runs,
    );
  });
});

describe("samePolicy", () => {
  it("does not see what IAM changes on storage", () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), (policy, first, second) => {
        const stored = asIamStores(policy, first);
        expect(samePolicy(policy, stored)).toBe(true);
        expect(samePolicy(stored, policy)).toBe(true);
        expect(samePolicy(stored, asIamStores(policy, second))).toBe(true);
      }),
      runs,
    );
  });

  it("holds for two documents exactly if it holds the other way round, and passes on", () => {
    fc.assert(
      fc.property(document, document, fc.nat(), (a, b, seed) => {
        expect(samePolicy(a, b)).toBe(samePolicy(b, a));
        expect(samePolicy(a, b)).toBe(samePolicy(asIamStores(a, seed), b));
      }),
      runs,
    );
  });

  it("sees one statement more", () => {
    fc.assert(
      fc.property(document, statement, (policy, added) => {
        expect(samePolicy(policy, withStatement(policy, added))).toBe(false);
      }),
      runs,
    );
  });
});
