import { expect, onTestFinished, test } from "vitest";
import type { AccountProfile, EnrollmentDraft } from "#lib/domain/enrollment/observation.ts";
import { describeOnEachDatabase } from "../../support/journal/databases.ts";
import { sampleChange, samplePlan } from "../../support/journal/samples.ts";

const draft: EnrollmentDraft = {
  integration: "acme",
  roleName: "teleport-integration",
  accountId: "012345678901",
  partition: "aws",
  displayName: "Acme Production",
  createdAt: "2026-11-22T09:00:00.000Z",
  createdBy: "alice",
};

const profile: AccountProfile = {
  accountId: "012345678901",
  displayName: "Acme Production",
  colour: "red",
  environment: null,
  contact: null,
  accessRoleArn: null,
  externalId: null,
};

describeOnEachDatabase("stores", (database) => {
  async function open() {
    const created = await database.create();
    onTestFinished(() => created.dispose());
    return created.open();
  }

  test("a plan comes back whole, and only once can an id be used", async () => {
    const { plans } = await open();
    const plan = samplePlan("p1", {
      changes: [
        sampleChange,
        {
          key: "role",
          resource: { kind: "aws/role", id: "arn:aws:iam::012345678901:role/x" },
          before: null,
          after: { path: "/", description: "d", trustPolicy: "{}", tags: [{ key: "k", value: "v" }] },
          why: "w",
          needs: ["tag"],
          waitFor: "ping-by-role-arn",
          standsOn: [
            {
              resource: { kind: "teleport/access-role", id: "r" },
              state: { version: "v8", labels: {}, appLabels: { a: ["b"] }, awsRoleArns: ["arn"] },
            },
          ],
        },
      ],
    });
    await plans.save(plan);
    expect(await plans.find("p1")).toEqual(plan);
    expect(await plans.find("p2")).toBeNull();
    await expect(plans.save(plan)).rejects.toMatchObject({ problem: { code: "journal-unavailable" } });
  });

  test("drafts are listed, replaced and removed", async () => {
    const { drafts } = await open();
    await drafts.save(draft);
    await drafts.save({ ...draft, displayName: "Acme" });
    await drafts.save({ ...draft, integration: "other", createdAt: "2026-11-22T08:00:00.000Z" });
    expect((await drafts.list()).map((each) => each.displayName)).toEqual(["Acme Production", "Acme"]);
    await drafts.remove("other");
    expect(await drafts.list()).toEqual([{ ...draft, displayName: "Acme" }]);
  });

  test("an external id is made once for an account, whoever asks first, and stays", async () => {
    const created = await database.create();
    onTestFinished(() => created.dispose());
    const [one, other] = [await created.open(), await created.open()];
    const asked = await Promise.all(
      [one, other, one].map(({ externalIds }) => externalIds.of("012345678901")),
    );
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await other.externalIds.of("112345678901")).not.toBe(asked[0]);
  });

  test("the roles that were named for an enrollment are replaced by whoever knows them, and empty where none were", async () => {
    const { roleLists } = await open();
    const [a, b] = ["arn:aws:iam::012345678901:role/a", "arn:aws:iam::012345678901:role/b"] as const;
    expect(await roleLists.save("acme", [a, b], [])).toBe(true);
    expect(await roleLists.save("acme", [b], [])).toBe(false);
    expect(await roleLists.save("acme", [], [a])).toBe(false);
    expect(await roleLists.find("acme")).toEqual([a, b]);
    expect(await roleLists.save("acme", [b], [a, b])).toBe(true);
    expect([await roleLists.find("acme"), await roleLists.find("other")]).toEqual([[b], []]);
  });

  test("account profiles keep leading zeros and are replaced", async () => {
    const { accounts } = await open();
    await accounts.save(profile);
    await accounts.save({ ...profile, colour: "blue", contact: "ops" });
    expect(await accounts.find("012345678901")).toEqual({ ...profile, colour: "blue", contact: "ops" });
    expect(await accounts.find("12345678901")).toBeNull();
    expect(await accounts.list()).toHaveLength(1);
  });
});
