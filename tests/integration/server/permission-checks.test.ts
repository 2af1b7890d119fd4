import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Check } from "#lib/domain/enrollment/check.ts";
import { judgementsOf } from "#lib/domain/enrollment/steps/trust/judgement.ts";
import { bot, production } from "#lib/sandbox/seed/company.ts";
import { iamOf } from "../../support/enrollment/dump.ts";
import { editTrust, readTrust } from "../../support/enrollment/stranger.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/* What the pages are given, by the app's own wiring. */

let world: World;
let server: {
  container: typeof import("#lib/server/container.ts");
  overview: typeof import("#lib/server/overview.ts");
  enrollments: typeof import("#lib/server/enrollments.ts");
  planning: typeof import("#lib/server/planning.ts");
  conditions: typeof import("#lib/server/conditions.ts");
  observations: typeof import("#lib/server/observations.ts");
};

beforeAll(async () => {
  world = await openWorld();
  const env = { ...world.sandbox.env, DATA_DIR: join(world.location.dataDir, "server"), LOG_LEVEL: "silent" };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  // The environment is read when the first of them is loaded.
  server = {
    container: await import("#lib/server/container.ts"),
    overview: await import("#lib/server/overview.ts"),
    enrollments: await import("#lib/server/enrollments.ts"),
    planning: await import("#lib/server/planning.ts"),
    conditions: await import("#lib/server/conditions.ts"),
    observations: await import("#lib/server/observations.ts"),
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

const admin = { user: "admin", viewer: null };
const name = "acme-production";

/** The app's role with all that it needs, but for one verb. */
const takeFromBot = (missing: string | null) =>
  world.control.teleport("PUT", "roles", {
    version: "v7",
    metadata: { name: bot.roleName },
    spec: {
      allow: {
        app_labels: { "*": "*" },
        rules: [
          {
            resources: "integration",
            verbs: ["list", "read", "create", "update", "delete", "use"].filter((verb) => verb !== missing),
          },
          { resources: ["access_request", "app_server", "lock", "role", "user"], verbs: "*" },
        ],
      },
    },
  });

async function checksOfNew(): Promise<Record<string, Pick<Check, "verdict" | "evidence">>> {
  await server.overview.readOverviewAgain();
  const view = server.overview.prepareNewEnrollment();
  if (view === "unread") throw new Error("Nothing was read");
  expect(view.canStart).toBe(true);
  return Object.fromEntries(view.checks.map(({ id, verdict, evidence }) => [id, { verdict, evidence }]));
}

test("the page for a new enrollment says that nothing misses, or what", async () => {
  expect(await checksOfNew()).toMatchObject({
    "aws-permissions": { verdict: "ok" },
    "teleport-permissions": { verdict: "ok" },
  });
  await takeFromBot("create");
  expect(await checksOfNew()).toMatchObject({
    "teleport-permissions": { verdict: "bad", evidence: "Missing: create on integration." },
  });
  await takeFromBot(null);
});

test("a plan is preceded by what the app may not write of it, and is made all the same", async () => {
  await server.enrollments.begin(
    {
      integration: name,
      roleName: "teleport-integration",
      displayName: "Acme Production",
      partitionAccepted: false,
      where: "own",
      accountId: "",
      accessRoleArn: "",
    },
    admin,
  );
  const prepared = async () => {
    const input = { consents: [] };
    const outcome = await server.planning.prepare({ integration: name, step: "integration", input }, admin);
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    return outcome.plan;
  };
  expect((await prepared()).permissions).toMatchObject({ verdict: "ok" });
  await takeFromBot("use");
  const plan = await prepared();
  expect(plan.permissions).toMatchObject({ verdict: "warn", evidence: "Missing: use on integration." });
  expect(plan.changeCount).toBeGreaterThan(0);
});

test("a condition is answered for only where it stands in the role's trust policy", async () => {
  const roleArn = `arn:aws:iam::${production.accountId}:role/data/OrgDataShare`;
  const { journal } = await server.container.container();
  const accepted = () => journal.accepted(production.accountId);
  const accept = (condition: string) =>
    server.conditions.acceptCondition({ integration: name, roleArn, condition }, admin);
  const withdraw = (condition: string) =>
    server.conditions.withdrawAcceptance({ integration: name, roleArn, condition }, admin);

  const iam = await iamOf(world.sandbox, production.accountId);
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: "teleport-integration",
      AssumeRolePolicyDocument: JSON.stringify(await readTrust(iam, "OrgDataShare")),
    }),
  );
  await editTrust(iam, "OrgDataShare", (statements) => [
    ...statements,
    { Effect: "Allow", Principal: { AWS: Role?.Arn }, Action: "sts:AssumeRole" },
  ]);
  iam.destroy();
  await server.enrollments.refresh({ integration: name });
  const { conditions } = await server.planning.openRole({ integration: name, roleArn });
  const [condition] = conditions;
  if (!condition) throw new Error("The role has no condition");
  await expect(accept("made-up")).rejects.toMatchObject({ problem: { code: "not-found" } });
  expect(await accepted()).toEqual([]);

  await expect(withdraw(condition.id)).rejects.toMatchObject({ problem: { code: "not-found" } });

  expect(await accept(condition.id)).toMatchObject({
    row: { state: "ready-if" },
    conditions: [{ accepted: { by: "admin" } }],
  });
  expect(await accepted()).toHaveLength(1);

  // It counts at once, and asks nothing of AWS.
  await world.control.clearLog();
  expect(await withdraw(condition.id)).toMatchObject({
    row: { state: "unknown" },
    conditions: [{ accepted: null }],
  });
  expect(await world.control.awsRequests()).toEqual([]);
  expect(await accepted()).toEqual([]);
  await expect(withdraw(condition.id)).rejects.toMatchObject({
    problem: { what: "Nobody answers for this condition." },
  });

  // Another process writes into the same journal.
  const stateNow = async () => {
    const known = await server.observations.currentObservation(name);
    return known && judgementsOf(known).get(roleArn)?.verdict.state;
  };
  const said = { accountId: production.accountId, roleArn, condition: condition.id, by: "somebody" };
  await journal.append({ type: "accepted", ...said });
  expect(await stateNow()).toBe("ready-if");
  const kept = server.observations.lastObservation(name);
  expect(await server.observations.currentObservation(name)).toBe(kept);
  await journal.append({ type: "acceptance-withdrawn", ...said });
  expect(await stateNow()).toBe("unknown");
});
