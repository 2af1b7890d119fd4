import { describe, expect, test } from "vitest";
import { knownRoles } from "#lib/domain/enrollment/known-roles.ts";
import { movedInList, namedRolesOf, parseRoleNames } from "#lib/domain/enrollment/named-roles.ts";
import { launchState } from "#lib/domain/enrollment/steps/launch/state.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { planTrust } from "#lib/domain/enrollment/steps/trust/plan.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import { awsRole, document, trustsRole } from "../../../support/observation/aws.ts";
import { accountId, at, integrationRoleArn, otherAccountId } from "../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../support/observation/observation.ts";
import { accessRole } from "../../../support/observation/teleport.ts";

const home = { accountId, partition: "aws" } as const;
const arnOf = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

describe("a list of roles that was pasted", () => {
  test("is taken line by line, without empty lines and repetitions, whatever the line breaks", () => {
    const text = `\n  ${arnOf("a")}\r\n${arnOf("team/b")}\n\n${arnOf("a")}\n`;
    expect(parseRoleNames(text, home)).toEqual({ ok: true, arns: [arnOf("a"), arnOf("team/b")] });
    expect(parseRoleNames(" \n", home)).toEqual({ ok: true, arns: [] });
  });

  test.each([
    ["another account", `arn:aws:iam::${otherAccountId}:role/x`, /is in account/],
    ["another partition", `arn:aws-cn:iam::${accountId}:role/x`, /partition aws-cn/],
    ["another kind", `arn:aws:iam::${accountId}:user/x`, /a user, not of a role/],
    ["a session", `arn:aws:sts::${accountId}:assumed-role/x/y`, /session/],
    ["a bare name", "Developer", /not an ARN/],
  ])(
    "of %s is refused with the number of its line, and the others are not kept either",
    (_what, line, words) => {
      expect(parseRoleNames(`${arnOf("a")}\n\n${line}`, home)).toEqual({
        ok: false,
        problems: [{ line: 3, words: expect.stringMatching(words) as string }],
      });
    },
  );

  test("of more roles than can be read one by one is refused as a whole", () => {
    const text = (count: number) => Array.from({ length: count }, (_, n) => arnOf(`r${n}`)).join("\n");
    expect(parseRoleNames(text(200), home).ok).toBe(true);
    expect(parseRoleNames(text(201), home)).toMatchObject({ ok: false, problems: [{ line: null }] });
  });
});

describe("an account whose roles can't be listed", () => {
  const dead = "AROADEADDEADDEADDEAD0";
  const plain = awsRole("Reader");
  const withId = awsRole("Writer", { trustPolicy: document(trustsRole(dead)) });
  const hidden = arnOf("Hidden");
  const gone = arnOf("Gone");
  const readings = [
    { arn: plain.arn, read: seen(plain) },
    { arn: withId.arn, read: seen(withId) },
    { arn: hidden, read: unread() },
    { arn: gone, read: seen(null) },
  ];
  const named = namedRolesOf(home, readings, at);
  const o = enrolled([], { scan: unread(), named });
  const planFor = (...roleArns: string[]) => planTrust(o, { roleArns, confirmed: [] });

  test("shows the named roles in the same table, planned like others", () => {
    const view = trustStepView(o);
    expect(view.rows.map(({ arn, selectable }) => [arn, selectable])).toEqual([
      [plain.arn, true],
      [withId.arn, true],
    ]);
    expect(view).toMatchObject({ problem: null, source: expect.stringContaining("named") as string });
    expect(planFor(plain.arn)).toMatchObject({
      kind: "draft",
      draft: {
        changes: [
          { resource: { kind: "aws/role-tag" } },
          { resource: { kind: "aws/role-trust", id: plain.arn }, before: { document: plain.trustPolicy } },
        ],
      },
    });
  });

  test("calls no principal dead: which others exist is not known", () => {
    expect(trustStepView(o).rows.find(({ arn }) => arn === withId.arn)?.says).not.toContain("dead");
    const listed = enrolled([withId]);
    expect(trustStepView(listed).rows.find(({ arn }) => arn === withId.arn)?.selectable).toBe(false);
  });

  test("says of those that can't be read why, with the way by hand, and refuses to plan them", () => {
    const unreadable = trustStepView(o).named?.unread ?? [];
    expect(unreadable.map(({ arn, problem }) => [arn, problem.code])).toEqual([
      [hidden, "aws-access-denied"],
      [gone, "aws-not-found"],
    ]);
    const [commands] = unreadable[0]?.byHand.parts ?? [];
    expect(commands?.content).toContain("--role-name Hidden");
    expect(commands?.content).toContain(integrationRoleArn);
    expect(planFor(hidden)).toMatchObject({
      kind: "refused",
      fieldErrors: { [`roleArns.${hidden}`]: expect.stringContaining("named") as string },
    });
  });

  test("draws no conclusion from a role that was not named", () => {
    const access = accessRole("aws_access_NotNamed", arnOf("NotNamed"));
    const view = launchStepView({ ...o, roles: seen([access]) });
    const tile = view.tiles.find(({ roleArn }) => roleArn === arnOf("NotNamed"));
    expect(tile).toMatchObject({ state: "unknown" });
    const { checks } = launchState({ ...o, roles: seen([access]) });
    expect(checks.find(({ id }) => id === "all-ready")?.verdict).toBe("unknown");
  });

  test("uses the whole account again as soon as it can be listed", () => {
    const listed = { ...o, scan: enrolled([plain]).scan };
    expect(knownRoles(listed)).toBe(listed.scan);
    expect(trustStepView(listed).named).toBeNull();
  });
});

test("what another list has more and has not is told apart, in its order and whatever that of the other is", () => {
  expect(movedInList(["a", "b", "c"], ["d", "c", "a"])).toEqual({ added: ["d"], removed: ["b"] });
  expect(movedInList(["a", "b"], ["b", "a"])).toEqual({ added: [], removed: [] });
});
