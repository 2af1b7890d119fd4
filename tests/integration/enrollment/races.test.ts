import { describe, expect, test } from "vitest";
import type { ResourceKind } from "#lib/domain/enrollment/resource.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import {
  accountId,
  inputsFor,
  integrationRoleArn,
  name,
  targets,
} from "../../support/enrollment/production.ts";
import { applyStep, continueRun, outcomes, runOf, undoRun } from "../../support/enrollment/steps.ts";
import { addStatement, sidsOf } from "../../support/enrollment/stranger.ts";
import type { World } from "../../support/enrollment/world.ts";
import type { JournalEvent } from "#lib/domain/enrollment/run.ts";
import { begunWorld, enrolledWorld, strangersIam } from "../../support/enrollment/scenes.ts";

const ours = trustStatementSid(integrationRoleArn);
const [developer] = targets;

/** Steps 1 and 2 are done, and a stranger waits for the right moment to edit the role Developer. */
async function openScene(at: (event: JournalEvent) => boolean = () => false) {
  const world = await begunWorld();
  const iam = await strangersIam(world);
  const { integration, permissions } = inputsFor();
  runOf(await applyStep(world.core, name, "integration", integration));
  runOf(await applyStep(world.core, name, "permissions", permissions));
  const stranger = {
    acted: false,
    async act() {
      if (stranger.acted) return;
      stranger.acted = true;
      await addStatement(iam, "Developer", "Stranger");
    },
  };
  const core = await world.startProcess({
    onJournaled: async (event) => {
      if (at(event)) await stranger.act();
    },
  });
  return { world, iam, stranger, core };
}

const trustInput = inputsFor({ roleArns: [developer] }).trust;

test("a stranger who edits the policy between our read and our write loses nothing", async () => {
  const { iam, stranger, core } = await openScene(
    (event) => event.type === "intended" && event.change.resource.kind === "aws/role-trust",
  );
  const run = runOf(await applyStep(core, name, "trust", trustInput));
  expect(stranger.acted).toBe(true);
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger"]);
  expect(run.changes.map(({ status, problem }) => [status, problem?.code])).toEqual([
    ["verified", undefined],
    ["conflict", "changed-meanwhile"],
  ]);
  // Looking again takes the stranger's statement in.
  const again = runOf(await applyStep(core, name, "trust", trustInput));
  expect(outcomes(again)).toEqual(["verified"]);
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger", ours]);
});

test("nor one who edits it while AWS throttles our write", async () => {
  const { world, iam, stranger, core } = await openScene();
  await world.control.awsFaults({
    match: { action: "UpdateAssumeRolePolicy", nth: 1, times: 2 },
    fault: { kind: "throttle" },
  });
  world.clock.onSleep = async () => {
    const requests = await world.control.awsRequests();
    if (!requests.some(({ action }) => action === "UpdateAssumeRolePolicy")) return;
    await world.control.clearFaults();
    await stranger.act();
  };
  await world.control.clearLog();
  const run = runOf(await applyStep(core, name, "trust", trustInput));
  expect(stranger.acted).toBe(true);
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger"]);
  // A refusal in the middle of several calls looks the same, so only continuing says whose edit it was.
  expect(run.changes.map(({ status }) => status)).toEqual(["verified", "unknown"]);
  const settled = await continueRun(core, run.id);
  expect(settled.changes.map(({ status }) => status)).toEqual(["verified", "conflict"]);
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger"]);
});

test("nor one who edits it while IAM does not know the integration role yet", async () => {
  const { world, iam, stranger, core } = await openScene();
  await world.control.awsFaults({
    match: { action: "UpdateAssumeRolePolicy", nth: 1, times: 3 },
    fault: {
      kind: "error",
      status: 400,
      code: "MalformedPolicyDocument",
      message: `Invalid principal in policy: "AWS":"${integrationRoleArn}"`,
    },
  });
  world.clock.onSleep = async () => {
    const requests = await world.control.awsRequests();
    if (!requests.some(({ action }) => action === "UpdateAssumeRolePolicy")) return;
    await world.control.clearFaults();
    await stranger.act();
  };
  await world.control.clearLog();
  const run = runOf(await applyStep(core, name, "trust", trustInput));
  expect(stranger.acted).toBe(true);
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger"]);
  expect(run.changes.map(({ status }) => status)).toEqual(["verified", "conflict"]);
});

test("one who edits it right after our write keeps the edit, and the run says so by name", async () => {
  const { iam, stranger, core } = await openScene(
    (event) => event.type === "written" && event.changeKey.startsWith("aws/role-trust"),
  );
  const run = runOf(await applyStep(core, name, "trust", trustInput));
  expect(stranger.acted).toBe(true);
  // For two minutes the edit could as well have been a late read: after them it is somebody's.
  expect(run.changes.map(({ status, problem }) => [status, problem?.code])).toEqual([
    ["verified", undefined],
    ["conflict", "changed-meanwhile"],
  ]);
  expect(run.changes[1]?.problem?.what).toContain("was written, and somebody changed it afterwards");
  expect(run.changes[1]?.problem?.evidence).toContain("Stranger");
  expect(await sidsOf(iam, "Developer")).toEqual(["", ours, "Stranger"]);
  expect((await applyStep(core, name, "trust", trustInput)).kind).toBe("nothing");

  expect(new Set(outcomes((await undoRun(core, run.id))!))).toEqual(new Set(["verified"]));
  expect(await sidsOf(iam, "Developer")).toEqual(["", "Stranger"]);
});

describe("in Teleport", () => {
  /** Everything is enrolled; at the moment of the intent somebody else writes too. */
  async function openCluster(kind: ResourceKind, theirs: (world: World, id: string) => Promise<void>) {
    const world = await enrolledWorld();
    const core = await world.startProcess({
      onJournaled: async (event) => {
        if (event.type !== "intended" || event.change.resource.kind !== kind) return;
        await theirs(world, event.change.resource.id);
      },
    });
    return { world, core };
  }

  test("a role that somebody gives a user between our read and our write stays", async () => {
    const { core } = await openCluster("teleport/user-access", async ({ control }) => {
      const roles = ["developer", "wiki-users"];
      await control.teleport("PUT", "users", { name: "bob", roles, traits: { logins: ["bob", "root"] } });
    });
    const { access } = inputsFor({ roleArns: [developer], users: ["bob"] });
    expect(outcomes(runOf(await applyStep(core, name, "access", access)))).toEqual(["verified"]);
    const bob = await core.teleport.getUser("bob");
    expect(bob?.roles).toEqual(["developer", "wiki-users", "aws_access_Developer"]);
    expect(bob?.traits).toEqual({ logins: ["bob", "root"] });
  });

  test("a label that somebody puts on the app between our read and our write stays", async () => {
    const labels = { aws_account_id: accountId, "aws-access.teleport/integration": name };
    const { core } = await openCluster("teleport/app-server", async ({ control }, id) => {
      await control.teleport("PUT", "app-servers", {
        name,
        host_id: id.split("#")[1],
        public_addr: `${name}.teleport.acme.test`,
        integration: name,
        labels: { ...labels, team: "theirs" },
      });
    });
    const run = runOf(await applyStep(core, name, "app", { extraLabels: { env: "prod" } }));
    expect(run.changes.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ["conflict", "changed-meanwhile"],
    ]);
    const app = (await core.teleport.listApps()).find((one) => one.name === name);
    expect(app?.labels).toEqual({ ...labels, team: "theirs" });
  });
});
