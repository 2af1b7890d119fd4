import { describe, expect, test } from "vitest";
import type { HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { actionsForNew } from "#lib/domain/enrollment/new-enrollment-permissions.ts";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import { teleportPermissions } from "#lib/domain/teleport/app-permissions.ts";
import type { RoleRule } from "#lib/domain/teleport/types.ts";
import { accountId } from "../../../support/observation/names.ts";
import { seen, unread } from "../../../support/observation/observation.ts";
import { overview } from "../../../support/observation/overview.ts";

const needed = actionsForNew(overview());

/** Everything is held but what `change` says otherwise of. */
const held = (change: (action: string, resource: string) => Partial<HeldAction> | false) =>
  seen(
    needed.map(({ action, resource }): HeldAction => {
      const other = change(action, resource);
      return { action, resource, verdict: "allowed", because: null, ...(other === false ? {} : other) };
    }),
  );

function checkIn(over: Partial<EnrollmentOverview>, id: string): Check & { canStart: boolean } {
  const { checks, canStart } = newEnrollmentView(overview(over));
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`There is no check ${id}`);
  return { ...check, canStart };
}

describe("what the AWS credentials may do", () => {
  const awsCheck = (awsPermissions: EnrollmentOverview["awsPermissions"]) =>
    checkIn({ awsPermissions }, "aws-permissions");

  test("is asked for the names that are suggested", () => {
    expect(needed).toContainEqual(
      expect.objectContaining({
        action: "iam:CreateRole",
        resource: `arn:aws:iam::${accountId}:role/teleport-integration`,
      }),
    );
    expect(actionsForNew(overview({ issuer: unread("teleport-unreachable") }))).toEqual([]);
  });

  test("is well where all of it is allowed", () => {
    expect(awsCheck(held(() => false))).toMatchObject({ verdict: "ok", canStart: true });
  });

  test.each(needed.filter(({ step, resource }) => step !== "trust" || !resource.includes("*")))(
    "$action on $resource, missing, is named exactly, and keeps nobody from beginning",
    ({ action, resource }) => {
      const missing = awsCheck(
        held((one, on) => one === action && on === resource && { verdict: "denied" as const }),
      );
      expect(missing).toMatchObject({
        verdict: "bad",
        evidence: `Missing: ${action} on ${resource}.`,
        canStart: true,
      });
    },
  );

  test("a refusal on all target roles may be meant: a warning", () => {
    const role = `arn:aws:iam::${accountId}:role/*`;
    const check = awsCheck(
      held((action, on) => on === role && action === "iam:TagRole" && { verdict: "denied" as const }),
    );
    expect(check).toMatchObject({ verdict: "warn", evidence: `Not on every role: iam:TagRole on ${role}.` });
  });

  test("what is not known says why, once", () => {
    const because = "AWS does not let the app ask: iam:SimulatePrincipalPolicy on x is missing.";
    const check = awsCheck(held(() => ({ verdict: "unknown", because })));
    expect(check.verdict).toBe("unknown");
    expect(check.evidence?.split(because)).toHaveLength(2);
    expect(awsCheck(unread("aws-credentials-expired")).verdict).toBe("unknown");
  });
});

describe("what the Teleport roles allow", () => {
  const rule = (over: Partial<RoleRule>): RoleRule => ({
    role: "app",
    effect: "allow",
    kinds: [],
    verbs: [],
    conditional: false,
    ...over,
  });
  const teleportCheck = (rules: readonly RoleRule[]) =>
    checkIn({ teleportRules: seen(rules) }, "teleport-permissions");
  const minimal = teleportPermissions.map(({ kind, verb }) => rule({ kinds: [kind], verbs: [verb] }));

  test("is well where every verb is there, and says what is left out and not needed", () => {
    const check = teleportCheck(minimal);
    expect(check).toMatchObject({ verdict: "ok", canStart: true });
    expect(check.evidence).toContain("not needed: list on event, read on event. Step 6 does not say who");
  });

  test("is well with the optional ones too, and then says nothing of them", () => {
    const check = teleportCheck([...minimal, rule({ kinds: ["event"], verbs: ["list", "read"] })]);
    expect(check).toMatchObject({ verdict: "ok" });
    expect(check.evidence).toMatch(/by the rules of its roles\.$/);
  });

  test.each(teleportPermissions)("$verb on $kind, missing, is named exactly", ({ kind, verb }) => {
    const rest = minimal.filter(({ kinds, verbs }) => !kinds.includes(kind) || !verbs.includes(verb));
    expect(teleportCheck(rest)).toMatchObject({
      verdict: "bad",
      evidence: `Missing: ${verb} on ${kind}.`,
      canStart: true,
    });
  });

  test("a rule with a condition leaves it open", () => {
    const conditional = minimal.map((one) =>
      one.kinds.includes("role") && one.verbs.includes("create") ? { ...one, conditional: true } : one,
    );
    const check = teleportCheck(conditional);
    expect(check.verdict).toBe("unknown");
    expect(check.evidence).toMatch(/^Not known: create on role\. .*where/);
  });

  test("could not be read: unknown", () => {
    const check = checkIn({ teleportRules: unread("teleport-unreachable") }, "teleport-permissions");
    expect(check.verdict).toBe("unknown");
  });
});
