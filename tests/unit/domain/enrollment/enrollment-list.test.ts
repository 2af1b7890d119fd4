import { describe, expect, test } from "vitest";
import { summariseEnrollments } from "#lib/domain/enrollment/enrollment-list.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import { shellView } from "#lib/domain/enrollment/shell-view.ts";
import { accountId, integrationName, otherAccountId } from "../../../support/observation/names.ts";
import { draft, enrolled, seen, unread, untouched } from "../../../support/observation/observation.ts";
import { overview } from "../../../support/observation/overview.ts";
import { integration } from "../../../support/observation/teleport.ts";

const nothingRead = () => null;

describe("the list of enrollments", () => {
  const known = overview({
    integrations: seen([
      integration(),
      integration({ name: "dev", roleArn: `arn:aws:iam::${otherAccountId}:role/t` }),
      integration({ name: "gh", subKind: "github", roleArn: "" }),
      integration({ name: "idc", audience: "aws-identity-center" }),
    ]),
    drafts: [{ ...draft, integration: "begun" }, draft],
    profiles: [defaultProfile(accountId, "Acme Production")],
  });

  test("holds integrations and drafts by name, each once, without a scan", () => {
    const { enrollments } = summariseEnrollments(known, nothingRead);
    expect(enrollments.map(({ integration: name, kind }) => [name, kind])).toEqual([
      [integrationName, "enrollment"],
      ["begun", "draft"],
      ["dev", "adoptable"],
    ]);
    expect(enrollments[0]?.account.displayName).toBe("Acme Production");
    expect(enrollments[2]?.account).toMatchObject({ accountId: otherAccountId });
  });

  test("tells of one that is gone what may be left of it, and where that can't be known in full", () => {
    const gone = { integration: "gone", accountId, unreadRuns: 0, remains: [] };
    const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
    const { former } = summariseEnrollments(
      overview({
        profiles: [defaultProfile(accountId, "Acme Production")],
        former: [
          gone,
          {
            ...gone,
            unreadRuns: 2,
            remains: [
              { kind: "teleport/integration", ids: ["gone"] },
              { kind: "aws/role-trust", ids: [role("a"), role("b")] },
              { kind: "aws/role", ids: [role("teleport")] },
            ],
          },
        ],
      }),
      nothingRead,
    );
    expect(former[0]).toMatchObject({
      remains: [],
      problem: null,
      account: { displayName: "Acme Production" },
    });
    expect(former[1]?.remains).toEqual(["2 trust policies with our statement", "1 integration role"]);
    expect(former[1]?.problem?.what).toBe("2 runs in this account could not be read.");
  });

  test("never calls done what was not read", () => {
    const { enrollments } = summariseEnrollments(known, nothingRead);
    expect(enrollments[0]?.steps.map(({ status }) => status)).toEqual(Array(6).fill("unknown"));
    expect(enrollments[1]).toMatchObject({
      summary: "Begun here: open it to see where it stands",
      nextStep: "integration",
    });
  });

  test("shows the steps as they were read last", () => {
    const { enrollments } = summariseEnrollments(known, (name) =>
      name === integrationName ? enrolled() : null,
    );
    expect(enrollments[0]).toMatchObject({
      nextStep: "trust",
      summary: "3 of 6 steps done · Trust: 0 ready of 1 role",
      problem: null,
    });
  });

  test("says why it is empty where integrations could not be read, and keeps the drafts", () => {
    const view = summariseEnrollments(
      overview({ integrations: unread("teleport-unreachable"), drafts: [draft] }),
      nothingRead,
    );
    expect(view.problem?.code).toBe("teleport-unreachable");
    expect(view.enrollments.map(({ kind }) => kind)).toEqual(["draft"]);
  });

  test("names an integration that has no role", () => {
    const [broken] = summariseEnrollments(
      overview({ integrations: seen([integration({ roleArn: "x" })]) }),
      nothingRead,
    ).enrollments;
    expect(broken?.problem?.code).toBe("teleport-invalid-input");
  });
});

describe("the frame around the steps", () => {
  test("says whose account it is and where each step stands", () => {
    const view = shellView(untouched(), null);
    expect(view).toMatchObject({
      integration: integrationName,
      partition: "aws",
      cluster: "teleport.acme.test",
      integrationRoleArn: `arn:aws:iam::${accountId}:role/teleport-integration`,
      draft: { integration: integrationName },
      activeRun: null,
    });
    expect(view.steps.map(({ title }) => title)).toEqual([
      "Integration",
      "Permissions",
      "Trust",
      "App",
      "Access",
      "Launch",
    ]);
    expect(view.steps.map(({ status }) => status)).toEqual([
      "open",
      "waiting",
      "waiting",
      "waiting",
      "waiting",
      "waiting",
    ]);
  });

  test("is as old as its oldest part", () => {
    const o = enrolled();
    expect(shellView({ ...o, users: { ...o.users, at: "2026-11-22T09:00:00.000Z" } }, null).readAt).toBe(
      "2026-11-22T09:00:00.000Z",
    );
  });
});
