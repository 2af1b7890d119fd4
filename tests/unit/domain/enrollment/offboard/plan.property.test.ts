import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { valueOr, type Observation } from "#lib/domain/enrollment/observation.ts";
import { planOffboard, type RemovalPlan } from "#lib/domain/enrollment/offboard/plan.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import { resourceKinds, type AnyChange } from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { applied } from "../../../../support/observation/apply.ts";
import { observations } from "../../../../support/observation/arbitrary.ts";
import { awsRole, integrationRole, roleScan } from "../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../support/observation/names.ts";
import { enrolled, seen } from "../../../../support/observation/observation.ts";
import { plan } from "../../../../support/observation/plans.ts";
import { runOfChanges } from "../../../../support/observation/runs.ts";
import { document, liveId } from "../../aws/wild-policy.ts";

const runs = { numRuns: 150 };
const order = [...resourceKinds].toReversed();

/** Steps applied one after the other, with the record that they leave. */
function enroll(o: Observation): { o: Observation; record: ReturnType<typeof recordOf> } {
  const done: Run[] = [];
  let now = o;
  const step = (changes: readonly AnyChange[]) => {
    now = applied(now, changes);
    done.push(
      runOfChanges(changes, { id: `run-${done.length}`, at: `2026-11-2${done.length}T10:00:00.000Z` }),
    );
  };
  const made = (result: ReturnType<typeof plan>) => (result.kind === "draft" ? result.draft.changes : []);
  step(made(plan(now, "integration", { consents: ["partition", "adopt-role"] })));
  step(made(plan(now, "permissions")));
  const rows = trustStepView(now).rows.filter(({ selectable }) => selectable);
  step(
    made(
      plan(now, "trust", {
        roleArns: rows.map(({ arn }) => arn),
        confirmed: rows.flatMap(({ arn, cautions }) => cautions.map(({ code }) => `${arn}#${code}`)),
      }),
    ),
  );
  return { o: now, record: recordOf(done) };
}

const all = new Set(["app", "integration", "role", "provider", "managed"]);
const choices = fc.subarray([...all]).map((list) => new Set(list));
const changesOf = (removal: RemovalPlan) => (removal.kind === "draft" ? removal.draft.changes : []);

function statementsOf(policy: string): string[] {
  const reading = readPolicyDocument(policy);
  return reading.ok ? reading.statements.map(({ raw }) => JSON.stringify(raw)) : [];
}

describe("offboarding any account", () => {
  test("names each resource once, needs only what comes before, and runs against the dependencies", () => {
    fc.assert(
      fc.property(observations, choices, (start, chosen) => {
        const removal = { ...enroll(start), choices: chosen };
        const changes = changesOf(planOffboard(removal));
        const before = new Set<string>();
        let at = 0;
        for (const { key, needs, resource, before: was, after, why } of changes) {
          expect(before.has(key)).toBe(false);
          expect(needs.filter((need) => !before.has(need))).toEqual([]);
          expect(after).not.toEqual(was);
          expect(why).toMatch(/\.$/);
          before.add(key);
          // Trust goes before tags, and what is left of an adopted role goes with it.
          const isOwn = resource.id.startsWith(integrationRoleArn);
          const rank = resource.kind.startsWith("aws/role-") && !isOwn ? -1 : order.indexOf(resource.kind);
          if (rank >= 0 && !isOwn) {
            expect(rank).toBeGreaterThanOrEqual(at);
            at = rank;
          }
        }
      }),
      runs,
    );
  });

  test("deletes the integration role only when no trust policy of the account names it then", () => {
    fc.assert(
      fc.property(observations, (start) => {
        const removal = { ...enroll(start), choices: all };
        const changes = changesOf(planOffboard(removal));
        const roleId = valueOr(removal.o.integrationRole, null)?.roleId ?? null;
        const goes = changes.some(({ resource, after }) => resource.kind === "aws/role" && after === null);
        const left = valueOr(applied(removal.o, changes).scan, null)?.roles ?? [];
        const naming = left.filter(
          ({ arn, trustPolicy }) =>
            arn !== integrationRoleArn && trustNamesRole(trustPolicy, { arn: integrationRoleArn, roleId }),
        );
        expect(goes && naming.length > 0).toBe(false);
      }),
      runs,
    );
  });

  test("a second time finds nothing", () => {
    fc.assert(
      fc.property(observations, choices, (start, chosen) => {
        const { o, record } = enroll(start);
        const changes = changesOf(planOffboard({ o, record, choices: chosen }));
        if (changes.length === 0) return;
        const later = recordOf([
          ...[...record.values()].flat().map(({ resource, before, after, at, runId }) =>
            runOfChanges([{ key: resource.id, resource, before, after, why: "", needs: [] } as AnyChange], {
              id: runId,
              at,
            }),
          ),
          runOfChanges(changes, { id: "offboard", at: "2026-11-29T10:00:00.000Z" }),
        ]);
        const again = planOffboard({ o: applied(o, changes), record: later, choices: chosen });
        expect(changesOf(again).map(({ key }) => key)).toEqual([]);
      }),
      runs,
    );
  });

  test("keeps every statement of others in any trust policy, to the letter", () => {
    fc.assert(
      fc.property(document, (trustPolicy) => {
        const role = awsRole("Target", { trustPolicy });
        const own = integrationRole();
        const scan = roleScan([own, role]);
        const o = enrolled([role], {
          scan: seen({ ...scan, livePrincipalIds: [...scan.livePrincipalIds, liveId] }),
        });
        const removal = { ...enroll(o), choices: all };
        const held = removal.o.scan.ok
          ? removal.o.scan.value.roles.find(({ arn }) => arn === role.arn)
          : undefined;
        const change = changesOf(planOffboard(removal)).find(
          ({ resource }) => resource.kind === "aws/role-trust",
        );
        if (!change?.after || !("document" in change.after)) return;
        const ours = (text: string) => text.includes("TeleportIntegration038a967f");
        const others = (policy: string) => statementsOf(policy).filter((text) => !ours(text));
        expect(others(change.after.document)).toEqual(others(held?.trustPolicy ?? ""));
      }),
      runs,
    );
  });
});
