import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AnyChange, PlanDraft } from "#lib/domain/enrollment/resource.ts";
import { byHandForPlan } from "#lib/resources/by-hand.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { openSandboxWorld, type SandboxWorld } from "../../support/engine/sandbox-world.ts";

const run = promisify(execFile);

/** The commands are optional: where one is missing there is no such test, rather than a skipped one. */
const isInstalled = (name: string) => spawnSync(name, ["--version"]).status === 0;
const installed = ["aws"].filter(() => ["aws", "jq"].every(isInstalled));

/** The AWS half of a plan: `tctl` is in no test environment. */
function onlyAws(draft: PlanDraft | null): PlanDraft {
  if (draft === null) throw new Error("There is nothing to do");
  return { ...draft, changes: draft.changes.filter(({ resource }) => resource.kind.startsWith("aws/")) };
}

async function runByHand(world: SandboxWorld, { scope, changes }: PlanDraft): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "aws-access-hand-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const script = byHandForPlan(scope, changes).parts.find(({ format }) => format === "shell");
  writeFileSync(join(folder, "script.sh"), script?.content ?? "exit 1");
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    AWS_ENDPOINT_URL: world.awsUrl,
    AWS_ACCESS_KEY_ID: world.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: world.credentials.secretAccessKey,
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    ...(process.env["PYENV_ROOT"] === undefined ? {} : { PYENV_ROOT: process.env["PYENV_ROOT"] }),
  };
  await run("sh", ["script.sh"], { cwd: folder, env });
}

async function differences(world: SandboxWorld, { scope, changes }: PlanDraft): Promise<string[]> {
  const context = { scope, aws: world.account, teleport: world.teleport };
  const different: string[] = [];
  for (const { key, resource, after } of changes) {
    const handler = resourceHandlers[resource.kind] as { same(a: unknown, b: unknown): boolean };
    const observed = await resourceHandlers[resource.kind].read(context, resource.id);
    if (!handler.same(observed, after)) different.push(key);
  }
  return different;
}

const backwards = ({ scope, step, changes }: PlanDraft): PlanDraft => ({
  scope,
  step,
  changes: changes
    .toReversed()
    .map((change) => ({ ...change, before: change.after, after: change.before }) as AnyChange),
});

test("the script of step 1 is valid for sh, the part for tctl included", async () => {
  const world = await openSandboxWorld();
  const draft = await world.plan("integration", { consents: [] });
  const { parts } = byHandForPlan(draft!.scope, draft!.changes);
  const script = parts.find(({ format }) => format === "shell")?.content ?? "";
  expect(script).toContain("tctl create integration-acme-production.yaml");
  const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

describe.each(installed)("the scripts by hand, run by sh with the %s command", () => {
  // The command takes a second or more to start, and is started thirty times.
  const slowMs = 900_000;

  test("make what Apply makes, and take it back", { timeout: slowMs }, async () => {
    const world = await openSandboxWorld({ extraRoles: 60 });
    const { roles } = await world.account.scanRoles();
    const roleArns = roles.flatMap(({ name, arn }) => (name.startsWith("team-") ? [arn] : [])).slice(0, 1);
    const integration = onlyAws(await world.plan("integration", { consents: [] }));
    await runByHand(world, integration);
    expect(await differences(world, integration)).toEqual([]);
    const permissions = onlyAws(await world.plan("permissions", {}));
    await runByHand(world, permissions);
    expect(await differences(world, permissions)).toEqual([]);
    const trust = onlyAws(await world.plan("trust", { roleArns, confirmed: [] }));
    expect(trust.changes).toHaveLength(2);
    await runByHand(world, trust);
    expect(await differences(world, trust)).toEqual([]);

    for (const draft of [trust, permissions, integration].map(backwards)) {
      await runByHand(world, draft);
      expect(await differences(world, draft)).toEqual([]);
    }
  });

  test("change nothing with credentials of another account", async () => {
    const world = await openSandboxWorld();
    const draft = onlyAws(await world.plan("integration", { consents: [] }));
    const elsewhere = { ...draft, scope: { ...draft.scope, accountId: "999999999999" } };
    const writes = await world.awsWrites();
    await expect(runByHand(world, elsewhere)).rejects.toThrow("not to 999999999999");
    expect(await world.awsWrites()).toBe(writes);
  });
});
