import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import { stepIds } from "#lib/domain/enrollment/step.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { applied } from "../../../../support/observation/apply.ts";
import { observations } from "../../../../support/observation/arbitrary.ts";
import { awsRole } from "../../../../support/observation/aws.ts";
import { seen, untouched } from "../../../../support/observation/observation.ts";
import { changesOf, noInput, plan } from "../../../../support/observation/plans.ts";
import { roleScan } from "../../../../support/observation/aws.ts";
import { teleportUser } from "../../../../support/observation/teleport.ts";

/** What a person would choose who wants everything that is offered. */
function everything(o: Observation): StepInputs {
  const rows = trustStepView(o).rows.filter(({ selectable }) => selectable);
  const { roles } = accessStepView(o, null);
  return {
    ...noInput,
    integration: { consents: ["partition", "adopt-role"] },
    trust: {
      roleArns: rows.map(({ arn }) => arn),
      confirmed: rows.flatMap(({ arn, cautions }) => cautions.map(({ code }) => `${arn}#${code}`)),
    },
    app: { extraLabels: { env: "prod" } },
    access: {
      roleArns: roles.map(({ roleArn }) => roleArn),
      users: ["alice"],
      traitUsers: ["bob"],
      adopt: roles.map(({ accessRole }) => accessRole),
    },
  };
}

describe("enrolling twice changes nothing the second time", () => {
  test.each(stepIds)("step %s", (step) => {
    fc.assert(
      fc.property(observations, (o) => {
        const input = everything(o)[step];
        const first = plan(o, step, input);
        if (first.kind !== "draft") return;
        const second = plan(applied(o, first.draft.changes), step, input);
        expect(second).toMatchObject({ kind: "nothing" });
      }),
      { numRuns: 200 },
    );
  });
});

describe("every plan", () => {
  test("names each resource once, needs only what comes before, and changes something", () => {
    fc.assert(
      fc.property(observations, fc.constantFrom<StepId>(...stepIds), (o, step) => {
        const result = plan(o, step, everything(o)[step]);
        if (result.kind !== "draft") return;
        const before = new Set<string>();
        for (const change of result.draft.changes) {
          expect(before.has(change.key)).toBe(false);
          expect(change.needs.filter((key) => !before.has(key))).toEqual([]);
          expect(change.after).not.toEqual(change.before);
          expect(change.why).toMatch(/^[A-Z].*\.$/s);
          before.add(change.key);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of step 3 touches the chosen roles and no other", () => {
    fc.assert(
      fc.property(observations, (o) => {
        const input = everything(o).trust;
        const chosen = input.roleArns.slice(0, 1);
        const result = plan(o, "trust", { ...input, roleArns: chosen });
        if (result.kind !== "draft") return;
        const touched = result.draft.changes.map(({ resource }) => resource.id.split("#")[0]);
        expect([...new Set(touched)]).toEqual(chosen);
      }),
    );
  });
});

test("from an untouched account, six steps done one after the other leave nothing open", () => {
  const targets = [awsRole("ReadOnly"), awsRole("Billing", { path: "/finance/" })];
  const start = untouched({ scan: seen(roleScan(targets)), users: seen([teleportUser("alice")]) });
  const end = (["integration", "permissions", "trust", "app", "access"] as const).reduce(
    (o, step) =>
      applied(
        o,
        changesOf(
          plan(
            o,
            step,
            step === "access" ? { ...everything(o).access, traitUsers: [] } : everything(o)[step],
          ),
        ),
      ),
    start,
  );
  expect(stepStates(end).map(({ id, status }) => [id, status])).toEqual(stepIds.map((id) => [id, "done"]));
  expect(stepStates(end).map(({ summary }) => summary)).toEqual([
    "acme-production",
    "policy in place",
    "2 ready of 3 roles",
    "acme-production",
    "1 person reaches 2 roles",
    "2 of 2 roles ready to launch",
  ]);
});
