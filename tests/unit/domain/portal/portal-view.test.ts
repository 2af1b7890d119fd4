import { describe, expect, it } from "vitest";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { entriesOf } from "#lib/domain/portal/entry.ts";
import { awsRole } from "../../../support/observation/aws.ts";
import { accountId, otherAccountId } from "../../../support/observation/names.ts";
import { enrolled } from "../../../support/observation/observation.ts";
import {
  accessRole,
  appServer,
  teleportRole,
  teleportUser,
  viaSso,
} from "../../../support/observation/teleport.ts";
import { auditor, developer, operator, viewOf } from "./portal-fixture.ts";

describe("what a person sees", () => {
  it("is the roles that Teleport gives them, and nothing of others", () => {
    const view = viewOf({ roles: [accessRole("auditors", auditor), accessRole("developers", developer)] });
    expect(view.roles.map(({ arn }) => arn)).toEqual([auditor]);
    expect(view.emptiness).toBeNull();
  });

  it("comes from traits, too", () => {
    const carol = teleportUser("carol", {
      roles: ["sso-aws"],
      traits: { aws_role_arns: [auditor] },
      sso: viaSso,
    });
    const sso = teleportRole("sso-aws", {
      appLabels: { aws_account_id: ["*"] },
      awsRoleArns: ["{{external.aws_role_arns}}"],
    });
    expect(viewOf({ user: carol, roles: [sso] }).roles).toMatchObject([{ arn: auditor, granted: "yes" }]);
  });

  it("says when a role of theirs was last used as far as AWS knew, and of other roles nothing", () => {
    const usedAt = "2026-11-18T10:20:00.000Z";
    const roles = [
      awsRole("Auditor", { arn: auditor, lastUsedAt: usedAt }),
      awsRole("Developer", { arn: developer, lastUsedAt: "2026-11-19T10:20:00.000Z" }),
      awsRole("Operator", { arn: operator, lastUsedAt: null }),
    ];
    const view = viewOf({
      roles: [accessRole("auditors", auditor), accessRole("developers", developer)],
      observationOf: () => enrolled(roles),
    });
    expect(view.roles).toMatchObject([{ arn: auditor, lastUsedAt: usedAt }]);
    expect(JSON.stringify(view)).not.toContain("2026-11-19");
    expect(entriesOf(view)[0]?.lastUsedAt).toBe(usedAt);
    const unused = viewOf({
      roles: [accessRole("auditors", operator)],
      observationOf: () => enrolled(roles),
    });
    expect(entriesOf(unused)[0]?.lastUsedAt).toBeNull();
    expect(entriesOf(viewOf())[0]?.lastUsedAt).toBeNull();
  });

  it("names the account as the admins call it, else by its app", () => {
    expect(viewOf().accounts).toMatchObject([{ accountId, name: "acme-production" }]);
    const profiles = [
      { ...defaultProfile(accountId, "Acme Production"), environment: "production", contact: "#aws-access" },
    ];
    expect(viewOf({ profiles }).accounts).toMatchObject([
      { name: "Acme Production", environment: "production", contact: "#aws-access" },
    ]);
  });

  it("leaves out apps that open no AWS console", () => {
    const wiki = appServer({ name: "wiki", cloud: "", integration: "", uri: "http://127.0.0.1:8080" });
    const view = viewOf({
      apps: [appServer(), wiki],
      roles: [accessRole("auditors", auditor, { appLabels: { "*": ["*"] } })],
    });
    expect(view.roles.map(({ app }) => app)).toEqual(["acme-production"]);
  });

  it("counts two servers of one app once", () => {
    const replica = appServer({ hostId: "another" });
    expect(viewOf({ apps: [appServer(), replica] }).roles).toHaveLength(1);
  });

  it("is ordered by account name, then by role name, whatever order Teleport answers in", () => {
    const other = appServer({
      name: "zeta",
      integration: "zeta",
      labels: { aws_account_id: otherAccountId },
    });
    const arns = [
      `arn:aws:iam::${otherAccountId}:role/Auditor`,
      "arn:aws:iam::123456789012:role/zebra",
      "arn:aws:iam::123456789012:role/Antelope",
    ];
    const role = teleportRole("all", { appLabels: { "*": ["*"] }, awsRoleArns: arns });
    const user = teleportUser("alice", { roles: ["all"] });
    const profiles = [defaultProfile(accountId, "beta"), defaultProfile(otherAccountId, "Alpha")];
    for (const apps of [
      [appServer(), other],
      [other, appServer()],
    ]) {
      const view = viewOf({ user, roles: [role], apps, profiles });
      expect(view.accounts.map(({ name }) => name)).toEqual(["Alpha", "beta"]);
      expect(view.roles.map(({ arn }) => arn)).toEqual([arns[0], arns[2], arns[1]]);
    }
  });

  it("shows a role that depends on a label expression as perhaps theirs, never as not theirs", () => {
    const role = accessRole("auditors", auditor, { appLabelsExpression: 'labels["env"] == "prod"' });
    const view = viewOf({ roles: [role] });
    expect(view.roles).toMatchObject([{ arn: auditor, granted: "unknown" }]);
    expect(view.accounts[0]?.doubts.join(" ")).toContain("auditors");
  });

  it("marks what only an unconfirmed Teleport role or trait gives", () => {
    const user = teleportUser("alice", {
      roles: ["list", "auditors", "access"],
      traits: { aws_role_arns: [operator] },
    });
    const roles = [
      teleportRole("list", { appLabels: { aws_account_id: [accountId] }, awsRoleArns: [auditor, developer] }),
      accessRole("auditors", auditor),
      accessRole("access", "{{internal.aws_role_arns}}"),
    ];
    const confirmed = { roles: ["auditors", "access"], traits: {} };
    expect(viewOf({ user, roles, confirmed }).roles.map(({ arn, granted }) => [arn, granted])).toEqual([
      [developer, "unconfirmed"],
      [operator, "unconfirmed"],
      [auditor, "yes"],
    ]);
    expect(viewOf({ user, roles }).roles.map(({ granted }) => granted)).toEqual(["yes", "yes", "yes"]);
  });

  it("keeps one verdict for all roles that share it", () => {
    const user = teleportUser("alice", { roles: ["a", "b"] });
    const view = viewOf({ user, roles: [accessRole("a", auditor), accessRole("b", developer)] });
    expect(view.verdicts).toHaveLength(1);
    expect(view.roles.map(({ verdict }) => verdict)).toEqual([0, 0]);
  });

  it("says that AWS takes no session of a user whose name it refuses", () => {
    const user = teleportUser("alice smith", { roles: ["auditors"] });
    expect(viewOf({ user }).warnings.join()).toContain("alice smith");
    expect(viewOf().warnings).toEqual([]);
  });
});

describe("an empty portal says why", () => {
  it("to somebody whose Teleport roles give nothing", () => {
    const user = teleportUser("bob", { roles: ["developer"] });
    const reasons = viewOf({ user }).emptiness?.reasons.join(" ");
    expect(reasons).toContain("bob holds the Teleport role developer, which gives no AWS role");
    expect(reasons).toContain("next sign-in");
  });

  it("to somebody who sees the app but no role in it", () => {
    const user = teleportUser("alice", { roles: ["access"] });
    const access = teleportRole("access", {
      appLabels: { "*": ["*"] },
      awsRoleArns: ["{{internal.aws_role_arns}}"],
    });
    const view = viewOf({ user, roles: [access] });
    expect(view.roles).toEqual([]);
    expect(view.emptiness?.reasons.join(" ")).toContain("the app acme-production, but no role in it");
  });

  it("to somebody whose roles come from an identity provider", () => {
    const user = teleportUser("carol", { sso: viaSso });
    expect(viewOf({ user }).emptiness?.reasons.join(" ")).toContain("identity provider");
  });

  it("to nobody but an admin who looks: where locks can't be read, whether the person is locked is not known", () => {
    expect(viewOf({ locksUnread: true }).warnings).toEqual([]);
    const [warning] = viewOf({ locksUnread: true, viewAs: { viewer: "root" } }).warnings;
    expect(warning).toContain("Whether alice is locked");
    expect(viewOf({ viewAs: { viewer: "root" } }).warnings).toEqual([]);
  });

  it("to somebody who is locked, whatever roles they hold", () => {
    const view = viewOf({ user: teleportUser("alice", { roles: ["auditors"], locked: true }) });
    expect(view.roles).toEqual([]);
    expect(view.requestable).toEqual([]);
    expect(view.emptiness?.title).toContain("locked");
  });
});
