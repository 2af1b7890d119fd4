import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { TeleportRole, TeleportUser } from "#lib/domain/teleport/types.ts";
import { accessPreviewView } from "#lib/domain/enrollment/steps/access/preview.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../../../support/observation/aws.ts";
import { accountId, integrationRoleArn } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import { noInput, roleArnOf } from "../../../../../support/observation/plans.ts";
import {
  accessRole,
  appServer,
  teleportRole,
  teleportUser,
  viaSso,
} from "../../../../../support/observation/teleport.ts";

const trusting = document(trustsRole(integrationRoleArn));
const target = awsRole("ReadOnly", { tags: [targetTag], trustPolicy: trusting });
const untagged = awsRole("Half", { trustPolicy: trusting });
const plain = awsRole("Plain");
const granted = accessRole("aws_access_ReadOnly", target.arn);
const preset = teleportRole("access", {
  appLabels: { "*": ["*"] },
  awsRoleArns: ["{{internal.aws_role_arns}}"],
});

const setting = (users: readonly TeleportUser[], roles: readonly TeleportRole[] = [granted]): Observation =>
  enrolled([target, untagged, plain], { users: seen(users), roles: seen(roles) });
const stateOf = (o: Observation) => stepStates(o)[4];

describe("step 5 is done when somebody reaches a ready role, by evaluation", () => {
  test("by an access role", () => {
    const o = setting([teleportUser("alice", { roles: [granted.name] }), teleportUser("bob")]);
    expect(stateOf(o)).toMatchObject({ status: "done", summary: "1 person reaches 1 role" });
  });

  test("by the trait and the preset role", () => {
    const user = teleportUser("alice", { roles: ["access"], traits: { aws_role_arns: [target.arn] } });
    expect(stateOf(setting([user], [preset]))?.status).toBe("done");
  });

  test.each<[string, TeleportUser, TeleportRole[]]>([
    ["the trait that no role reads", teleportUser("a", { traits: { aws_role_arns: [target.arn] } }), []],
    [
      "a role that is not ready",
      teleportUser("a", { roles: ["aws_access_Plain"] }),
      [accessRole("aws_access_Plain", plain.arn)],
    ],
    [
      "labels that do not match the app",
      teleportUser("a", { roles: ["r"] }),
      [teleportRole("r", { appLabels: { aws_account_id: ["999999999999"] }, awsRoleArns: [target.arn] })],
    ],
    ["a bot", teleportUser("a", { isBot: true, roles: [granted.name] }), [granted]],
    ["the app's own user", teleportUser("bot-aws-access", { roles: [granted.name] }), [granted]],
    [
      "a role that denies the ARN",
      teleportUser("a", { roles: [granted.name, "no"] }),
      [
        granted,
        {
          ...teleportRole("no"),
          deny: { appLabels: {}, appLabelsExpression: "", awsRoleArns: [target.arn] },
        },
      ],
    ],
  ])("not by %s", (_name, user, roles) => {
    expect(["open", "attention"]).toContain(stateOf(setting([user], roles))?.status);
  });

  test("not by somebody who is locked alone, and says whom the lock keeps out", () => {
    const locked = teleportUser("alice", { roles: [granted.name], locked: true });
    const state = stateOf(setting([locked]));
    expect(state).toMatchObject({ status: "attention", summary: "nobody has access" });
    expect(state?.checks.find(({ id }) => id === "reach")?.evidence).toContain("Locked in Teleport: alice");
    const { users, roles } = accessStepView(setting([locked]), null);
    expect(users[0]).toMatchObject({ reaches: [], note: expect.stringContaining("is locked") as string });
    expect(roles.find(({ name }) => name === "ReadOnly")?.heldBy).toEqual([]);
    const bob = teleportUser("bob", { roles: [granted.name] });
    expect(stateOf(setting([locked, bob]))?.summary).toBe("1 person reaches 1 role");
  });

  test("where locks can't be read whether anybody gets in is unknown, and said", () => {
    const o = { ...setting([teleportUser("alice", { roles: [granted.name] })]), locksUnread: true as const };
    expect(stateOf(o)?.status).toBe("unknown");
    expect(stateOf(o)?.checks.find(({ id }) => id === "reach")?.evidence).toContain(
      "locks could not be read",
    );
    const input = { ...noInput.access, roleArns: [target.arn], users: ["alice"] };
    expect(accessPreviewView(o, input).users[0]?.warnings.join(" ")).toContain("locks could not be read");
  });

  test("a label expression is unknown, never no", () => {
    const role = teleportRole("r", { appLabelsExpression: 'labels.env == "x"', awsRoleArns: [target.arn] });
    expect(stateOf(setting([teleportUser("a", { roles: ["r"] })], [role]))?.status).toBe("unknown");
  });

  test("it waits for the app, and is unknown without users", () => {
    expect(stateOf({ ...setting([]), apps: seen([]) })).toMatchObject({
      status: "waiting",
      summary: "waits for the app",
    });
    expect(stateOf({ ...setting([]), users: unread() })?.status).toBe("unknown");
  });

  test("an access role that opens a second app too is said, and does not undo it", () => {
    const apps = seen([appServer(), appServer({ name: "two", integration: "two" })]);
    const o = { ...setting([teleportUser("alice", { roles: [granted.name] })]), apps };
    expect(stateOf(o)?.checks.find(({ id }) => id === "separation")?.verdict).toBe("warn");
    expect(stateOf(o)?.status).toBe("done");
  });
});

describe("an access role that gives more than its AWS role", () => {
  test.each<[string, TeleportRole]>([
    [
      "by a second ARN",
      accessRole("aws_access_ReadOnly", target.arn, { awsRoleArns: [target.arn, plain.arn] }),
    ],
    [
      "by every app beside the account's",
      accessRole("aws_access_ReadOnly", target.arn, {
        appLabels: { aws_account_id: [accountId], "*": ["*"] },
      }),
    ],
    [
      "by a template in place of its ARN",
      accessRole("aws_access_ReadOnly", target.arn, { awsRoleArns: ["{{external.aws_role_arns}}"] }),
    ],
  ])("%s is said, and handed to nobody else", (_how, widened) => {
    const o = setting([teleportUser("alice", { roles: [granted.name] })], [widened]);
    expect(stateOf(o)?.checks.find(({ id }) => id === "width")).toMatchObject({
      verdict: "warn",
      evidence: expect.stringContaining("aws_access_ReadOnly") as string,
    });
    const { roles } = accessStepView(o, null);
    expect(roles.find(({ name }) => name === "ReadOnly")?.accessRole).toBe(
      `aws_access_${accountId}_ReadOnly`,
    );
  });

  test("is not one that somebody narrowed", () => {
    const narrowed = accessRole("aws_access_ReadOnly", target.arn, {
      appLabels: { aws_account_id: [accountId], env: ["prod"] },
    });
    expect(stateOf(setting([], [narrowed]))?.checks.find(({ id }) => id === "width")?.verdict).toBe("ok");
  });
});

describe("the page of step 5", () => {
  test("offers targets and whatever works, and no role that does not", () => {
    const { roles } = accessStepView(setting([teleportUser("alice", { roles: [granted.name] })]), null);
    expect(roles.map(({ name }) => name)).toEqual(["Half", "ReadOnly"]);
    expect(roles[1]).toMatchObject({
      state: "ready",
      accessRole: "aws_access_ReadOnly",
      accessRoleExists: true,
      needsConsent: false,
      heldBy: ["alice"],
      fileName: "aws_access_ReadOnly.yaml",
    });
    expect(roles[0]).toMatchObject({ state: "ready-not-per-guide", accessRoleExists: false, heldBy: [] });
  });

  test("shows the guide's document for each role", () => {
    const [half] = accessStepView(setting([]), null).roles;
    expect(load(half?.yaml ?? "")).toMatchObject({
      kind: "role",
      version: "v8",
      spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [untagged.arn] } },
    });
  });

  test("asks for consent where somebody else made the role", () => {
    const byHand = teleportRole("aws_access_ReadOnly", granted.allow);
    const [, option] = accessStepView(setting([], [byHand]), null).roles;
    expect(option).toMatchObject({ needsConsent: true, accessRoleExists: true });
  });

  test("puts you first, leaves bots out, and says why a change would not stick", () => {
    const { users } = accessStepView(
      setting(
        [
          teleportUser("alice"),
          teleportUser("carol", { sso: viaSso }),
          teleportUser("ci", { isBot: true }),
          teleportUser("erin", { traits: { aws_role_arns: [target.arn] } }),
          teleportUser("mona", { locked: true, sso: viaSso }),
          teleportUser("zoe", { roles: [granted.name] }),
        ],
        [granted],
      ),
      "zoe",
    );
    expect(users.map(({ name }) => name)).toEqual(["zoe", "alice", "carol", "erin", "mona"]);
    expect(users[0]).toMatchObject({ isYou: true, reaches: [target.arn], note: null });
    expect(users[2]).toMatchObject({ kind: "sso" });
    expect(users[2]?.note).toContain("role template");
    expect(users[3]?.note).toContain("{{internal.aws_role_arns}}");
    expect(users[4]?.note).toContain("locked");
  });

  test("has the template for people who sign in elsewhere, bound to the account", () => {
    const { ssoTemplate } = accessStepView(setting([]), null);
    expect(load(ssoTemplate.yaml)).toMatchObject({
      spec: {
        allow: {
          app_labels: { aws_account_id: accountId },
          aws_role_arns: ["{{external.aws_role_arns}}"],
        },
      },
    });
  });
});

describe("the preview shows what each chosen user will find", () => {
  const input = { ...noInput.access, roleArns: [target.arn], users: ["alice"] };

  test("by evaluation, with what is gained and when it counts", () => {
    const { users } = accessPreviewView(setting([teleportUser("alice")], []), input);
    expect(users).toEqual([
      {
        name: "alice",
        kind: "local",
        tiles: [{ app: "acme-production", roleArns: [target.arn], gains: [target.arn] }],
        when: "Counts from alice's next sign-in.",
        warnings: [],
      },
    ]);
  });

  test("shows that deny rules keep the role away", () => {
    const deny = {
      ...teleportRole("no"),
      deny: { appLabels: { aws_account_id: [accountId] }, appLabelsExpression: "", awsRoleArns: [] },
    };
    const { users } = accessPreviewView(setting([teleportUser("alice", { roles: ["no"] })], [deny]), input);
    expect(users[0]?.tiles).toEqual([]);
  });

  test("shows the tiles of other accounts as they stay", () => {
    const dev = appServer({ name: "dev", integration: "dev", labels: { aws_account_id: "999999999999" } });
    const devArn = "arn:aws:iam::999999999999:role/Dev";
    const devRole = teleportRole("dev", {
      appLabels: { aws_account_id: ["999999999999"] },
      awsRoleArns: [devArn],
    });
    const o = {
      ...setting([teleportUser("alice", { roles: ["dev"] })], [devRole]),
      apps: seen([appServer(), dev]),
    };
    expect(accessPreviewView(o, input).users[0]?.tiles).toContainEqual({
      app: "dev",
      roleArns: [devArn],
      gains: [],
    });
  });

  test("warns about a trait that nothing reads, and shows that it gains nothing", () => {
    const trait = { ...input, users: [], traitUsers: ["alice"] };
    const [unreadBy] = accessPreviewView(setting([teleportUser("alice")], []), trait).users;
    expect(unreadBy?.tiles).toEqual([]);
    expect(unreadBy?.warnings).toEqual([expect.stringContaining("{{internal.aws_role_arns}}")]);
    const [read] = accessPreviewView(
      setting([teleportUser("alice", { roles: ["access"] })], [preset]),
      trait,
    ).users;
    expect(read?.tiles[0]?.gains).toEqual([target.arn]);
    expect(read?.warnings).toEqual([]);
  });

  test("warns about roles that do not work yet and names that AWS refuses", () => {
    const name = "alice smith";
    const o = setting([teleportUser(name)], []);
    const { users } = accessPreviewView(o, { ...input, users: [name], roleArns: [untagged.arn] });
    expect(users[0]?.warnings).toEqual([
      expect.stringContaining("session name"),
      expect.stringContaining("Half"),
    ]);
  });

  test("says why nothing would be planned", () => {
    const { users } = accessPreviewView(setting([teleportUser("alice", { sso: viaSso })], []), input);
    expect(users[0]).toMatchObject({ kind: "sso", tiles: [] });
    expect(users[0]?.warnings[0]).toContain("can't be carried out");
  });

  test("leaves out users that do not exist", () => {
    expect(accessPreviewView(setting([]), { ...input, roleArns: [roleArnOf("X")] }).users).toEqual([]);
  });
});
