import { describe, expect, it } from "vitest";
import type { AccessRoleOptionView, AccessStepView, AccessUserView } from "#lib/domain/enrollment/views.ts";
import {
  accessInput,
  entryErrors,
  matches,
  missingConsents,
  noChoice,
  peopleInOrder,
  readyFirst,
  toggledConsent,
  toggledRole,
  withPerson,
} from "#components/access/access-choice.ts";

function option(name: string, rest: Partial<AccessRoleOptionView> = {}): AccessRoleOptionView {
  return {
    roleArn: `arn:aws:iam::001234567890:role/${name}`,
    name,
    path: "/",
    state: "ready",
    says: "ready",
    accessRole: `aws_access_${name}`,
    accessRoleExists: false,
    needsConsent: false,
    heldBy: [],
    yaml: "",
    fileName: `aws_access_${name}.yaml`,
    ...rest,
  };
}

const person = (name: string, rest: Partial<AccessUserView> = {}): AccessUserView => ({
  name,
  kind: "local",
  isYou: false,
  reaches: [],
  note: null,
  ...rest,
});

const broken = option("broken", { state: "fails" });
const reader = option("reader");
const foreign = option("foreign", { accessRoleExists: true, needsConsent: true });
const view: AccessStepView = {
  roles: [broken, reader, foreign],
  users: [person("alice"), person("sso@acme", { kind: "sso" }), person("me", { isYou: true })],
  ssoTemplate: { yaml: "", fileName: "", words: "" },
  you: "me",
  problem: null,
};

describe("what is offered", () => {
  it("shows roles that open something first, otherwise in the order given", () => {
    const conditional = option("conditional", { state: "ready-if" });
    const loose = option("loose", { state: "ready-not-per-guide" });
    const all = [broken, loose, option("unknown", { state: "unknown" }), conditional, reader];
    expect(readyFirst(all).map(({ name }) => name)).toEqual([
      "conditional",
      "reader",
      "loose",
      "broken",
      "unknown",
    ]);
  });

  it("shows you first and SSO users last", () => {
    expect(peopleInOrder(view.users).map(({ name }) => name)).toEqual(["me", "alice", "sso@acme"]);
  });
});

describe("the step's input", () => {
  it("puts each person into the way chosen for them", () => {
    let choice = toggledRole(noChoice, reader.roleArn);
    choice = withPerson(withPerson(choice, "alice", "trait"), "me", "roles");
    expect(accessInput(view, choice)).toEqual({
      roleArns: [reader.roleArn],
      users: ["me"],
      traitUsers: ["alice"],
      adopt: [],
    });
    expect(accessInput(view, withPerson(choice, "alice", null)).traitUsers).toEqual([]);
  });

  it("never names an SSO user, nor a role or person that is not offered any more", () => {
    let choice = toggledRole(noChoice, "arn:aws:iam::001234567890:role/gone");
    choice = withPerson(withPerson(choice, "sso@acme", "roles"), "gone", "roles");
    expect(accessInput(view, choice)).toEqual({ roleArns: [], users: [], traitUsers: [], adopt: [] });
  });

  it("carries a consent only with the role that it is for", () => {
    const consented = toggledConsent(noChoice, foreign.accessRole);
    expect(accessInput(view, consented).adopt).toEqual([]);
    expect(accessInput(view, toggledRole(consented, foreign.roleArn)).adopt).toEqual([foreign.accessRole]);
  });
});

describe("consent", () => {
  it("is missing for a chosen role whose access role is somebody else's, until it is given", () => {
    const choice = toggledRole(toggledRole(noChoice, foreign.roleArn), reader.roleArn);
    expect(missingConsents(view, choice)).toEqual([foreign]);
    expect(missingConsents(view, toggledConsent(choice, foreign.accessRole))).toEqual([]);
    expect(missingConsents(view, noChoice)).toEqual([]);
  });
});

describe("errors of entries", () => {
  it("reach the entry by its place and by its name", () => {
    const errors = { "users.1": "A bot.", "traitUsers.alice": "Locked.", users: "All wrong." };
    expect(entryErrors(errors, "users", ["alice", "bob"])).toEqual(new Map([["bob", "A bot."]]));
    expect(entryErrors(errors, "traitUsers", ["alice"])).toEqual(new Map([["alice", "Locked."]]));
  });
});

describe("searching", () => {
  it("wants every word in one of the texts", () => {
    expect(matches("Audit read", "arn:aws:iam::1:role/audit/Reader")).toBe(true);
    expect(matches("audit write", "arn:aws:iam::1:role/audit/Reader")).toBe(false);
    expect(matches("", "anything")).toBe(true);
  });
});
