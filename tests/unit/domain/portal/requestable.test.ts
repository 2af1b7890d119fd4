import { expect, it } from "vitest";
import { accountId } from "../../../support/observation/names.ts";
import { accessRole, teleportRole, teleportUser } from "../../../support/observation/teleport.ts";
import { auditor, developer, viewOf } from "./portal-fixture.ts";

const requester = (patterns: readonly string[]) => teleportRole("requester", { requestRoles: patterns });
const alice = teleportUser("alice", { roles: ["auditors", "requester"] });

function requestable(patterns: readonly string[], denied: readonly string[] = []) {
  const roles = [
    accessRole("auditors", auditor),
    accessRole("developers", developer),
    { ...requester(patterns), deny: { ...requester([]).deny, requestRoles: denied } },
  ];
  return viewOf({ user: alice, roles }).requestable;
}

it("is what a Teleport role would give that the person may ask for", () => {
  expect(requestable(["developers"])).toEqual([
    { arn: developer, app: "acme-production", teleportRole: "developers" },
  ]);
});

it("goes by patterns as Teleport's", () => {
  expect(requestable(["dev*"])).toHaveLength(1);
  expect(requestable(["^dev.+$"])).toHaveLength(1);
  expect(requestable(["dev"])).toEqual([]);
});

it("leaves out what the person has, and what they may not ask for", () => {
  expect(requestable(["auditors"])).toEqual([]);
  expect(requestable(["*"], ["developers"])).toEqual([]);
  expect(viewOf().requestable).toEqual([]);
});

it("does not offer a role that a held one denies", () => {
  const deny = { appLabels: { aws_account_id: [accountId] }, appLabelsExpression: "", awsRoleArns: [] };
  const roles = [accessRole("developers", developer), { ...requester(["developers"]), deny }];
  const user = teleportUser("alice", { roles: ["requester"] });
  expect(viewOf({ user, roles }).requestable).toEqual([]);
});

it("shows the account of a role that could be asked for, and says so where there is nothing else", () => {
  const user = teleportUser("alice", { roles: ["requester"] });
  const roles = [accessRole("developers", developer), requester(["developers"])];
  const view = viewOf({ user, roles });
  expect(view.accounts).toMatchObject([{ accountId }]);
  expect(view.emptiness?.reasons.join(" ")).toContain("may ask for");
});
