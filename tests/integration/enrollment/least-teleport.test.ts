import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "#lib/domain/enrollment/run.ts";
import type { AskedVerb } from "#lib/domain/teleport/app-permissions-held.ts";
import { appIdentityRoleYaml } from "#lib/domain/teleport/app-identity.ts";
import { teleportPermissions } from "#lib/domain/teleport/app-permissions.ts";
import { openLeastPrivileged, type LeastPrivileged } from "../../support/enrollment/least-privilege.ts";
import { launchAs } from "../../support/enrollment/people.ts";
import { attemptStep, denialsInSight, evidenceAtStart } from "../../support/enrollment/permissions.ts";
import { accountId, inputsFor, name, roleArn } from "../../support/enrollment/production.ts";
import { observeAt } from "../../support/enrollment/steps.ts";
import {
  expectVerified,
  expectStepWithout,
  expectUndone,
  expectUndoneWithout,
  type Trial,
} from "../../support/enrollment/trials.ts";

/*
 * The generated role, held by a fresh bot, carries an account through all steps and back; and each verb taken out of it
 * in turn is named exactly, before writing and when it is met, while all else goes on.
 */
const targets = [roleArn("data/DataEngineer"), roleArn("data/DataScientist")] as const;
const byHand = "aws_access_DataScientist";
const inputs = inputsFor({ roleArns: targets, users: ["alice"] });
const adopting = { ...inputs, access: { ...inputs.access, adopt: [byHand] } };

const proven = new Set<string>();

let least: LeastPrivileged;
beforeAll(async () => {
  least = await openLeastPrivileged();
});
afterAll(() => least.close());

const words = ({ kind, verb }: AskedVerb) => `${verb} on ${kind}`;

function without(verb: AskedVerb["verb"], kind: AskedVerb["kind"]): Trial {
  return {
    async take() {
      proven.add(words({ kind, verb }));
      await least.takeVerb({ kind, verb });
      const { "teleport-permissions": evidence } = await evidenceAtStart(least.core);
      expect(evidence).toBe(`Missing: ${words({ kind, verb })}.`);
    },
    giveBack: () => least.takeVerb(null),
    exactly: [words({ kind, verb })],
  };
}

test("nothing that is needed misses", async () => {
  const { "teleport-permissions": evidence } = await evidenceAtStart(least.core);
  expect(evidence).toMatch(
    new RegExp(`^All ${teleportPermissions.length} that are needed, by the rules of its roles\\. Left out`),
  );
  expect(await denialsInSight(least.core)).toEqual([]);
});

test("the audit log is left out of it, and read with the role that is offered for that", async () => {
  const launches = async () => (await observeAt(least.core, name)).launches;
  expect(await launches()).toMatchObject({
    ok: false,
    problem: { code: "teleport-access-denied", evidence: "list on event" },
  });
  await least.world.control.teleport(
    "PUT",
    "roles",
    load(appIdentityRoleYaml("every-app", { auditLog: true })),
  );
  expect(await launches()).toMatchObject({ ok: true, value: { launches: [] } });
  await least.takeVerb(null);
});

const reads = teleportPermissions.filter(({ verb }) => verb === "list" || verb === "read");
/** Asked when somebody comes, never for an enrollment. */
const ofPeople = (kind: AskedVerb["kind"]) => kind === "lock" || kind === "access_request";

test.each(reads.filter(({ kind }) => !ofPeople(kind)))(
  "without $verb on $kind the part that needs it is not read, and says so; the others are",
  async ({ kind, verb }) => {
    const trial = without(verb, kind);
    await trial.take();
    expect(await denialsInSight(least.core)).toEqual(trial.exactly);
    await trial.giveBack();
  },
);

test.each(reads.filter(({ kind }) => ofPeople(kind)))(
  "without $verb on $kind nobody is taken for free of locks or confirmed by a request, and all of the enrollment is read",
  async ({ kind, verb }) => {
    const { teleport } = least.core;
    const { control } = least.world;
    const lock = { name: "of-alice", user: "alice" };
    await control.teleport("PUT", "locks", lock);
    await control.teleport("PUT", "access-requests", {
      name: "of-alice",
      user: "alice",
      roles: ["editor"],
      expires: "2099-01-01T00:00:00Z",
    });
    const known = async () => [await teleport.isLocked("alice", []), await teleport.approvedRoles("alice")];
    expect(await known()).toEqual([true, ["editor"]]);
    const trial = without(verb, kind);
    await trial.take();
    expect(await denialsInSight(least.core)).toEqual([]);
    expect(await known()).toEqual(kind === "lock" ? [null, ["editor"]] : [true, []]);
    await trial.giveBack();
    await control.teleport("DELETE", "locks", lock);
  },
);

describe("from an empty account to an open console, and back", () => {
  const runs: Run[] = [];
  const expectDone = async (step: "integration" | "permissions" | "trust" | "app" | "access") => {
    const { before, run } = await attemptStep(least.core, step, adopting);
    expect(before).toMatch(/^Everything that it needs is allowed/);
    expectVerified(run);
    runs.push(run);
  };

  test.each(["create", "use"] as const)("step 1 without %s on integration", async (verb) => {
    const run = await expectStepWithout(least.core, "integration", inputs, without(verb, "integration"));
    await expectUndone(least.core, run);
  });

  test("steps 1 to 3 with all of it", async () => {
    await expectDone("integration");
    await expectDone("permissions");
    await expectDone("trust");
  });

  test("step 1 again, without update on integration, where the integration names the role by a path that it has not", async () => {
    await least.world.control.teleport("PUT", "integrations", {
      name,
      role_arn: roleArn("elsewhere/teleport-integration"),
    });
    await expectStepWithout(least.core, "integration", inputs, without("update", "integration"));
  });

  test.each(["create", "update"] as const)("step 4 without %s on app_server", async (verb) => {
    await expectUndone(
      least.core,
      await expectStepWithout(least.core, "app", inputs, without(verb, "app_server")),
    );
  });

  test("step 4 with all of it", () => expectDone("app"));

  test("step 5 without create on role, and without update on user", async () => {
    for (const trial of [without("create", "role"), without("update", "user")]) {
      await expectUndone(least.core, await expectStepWithout(least.core, "access", inputs, trial));
    }
  });

  test("step 5 without update on role, where one is adopted: the other role is made and granted all the same", async () => {
    await least.world.control.teleport("PUT", "roles", {
      version: "v7",
      metadata: { name: byHand },
      spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [targets[1]] } },
    });
    await expectUndone(
      least.core,
      await expectStepWithout(least.core, "access", adopting, without("update", "role")),
    );
  });

  test("step 5 with all of it, and the console opens", async () => {
    await expectDone("access");
    for (const arn of targets) {
      expect((await launchAs(least.world.sandbox, "alice", name, arn)).status).toBe(200);
    }
  });

  test("and back: each verb that taking away needs is named when it misses", async () => {
    const [integration, permissions, trust, app, access] = runs as [Run, Run, Run, Run, Run];
    await expectUndoneWithout(least.core, access, without("delete", "role"));
    await expectUndoneWithout(least.core, app, without("delete", "app_server"));
    await expectUndone(least.core, trust);
    await expectUndone(least.core, permissions);
    await expectUndoneWithout(least.core, integration, without("delete", "integration"));
  });
});

test("no verb of the generated role is without a case", () => {
  expect([...proven].toSorted()).toEqual(teleportPermissions.map(words).toSorted());
});
