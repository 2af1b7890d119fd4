import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import type { PlanDraft } from "#lib/domain/enrollment/resource.ts";
import { formerHome } from "#lib/enrollment/former-home.ts";
import type { PlanStore } from "#lib/enrollment/ports.ts";
import { awsRole, roleScan, targetTag } from "../../support/observation/aws.ts";
import { enrolled } from "../../support/observation/observation.ts";
import { runOfChanges } from "../../support/observation/runs.ts";

/* What every page of an enrollment says of the journal, when the journal can't be read in part or at all. */

const target = awsRole("Reader");
const change = changeOf("aws/role-tag", `${target.arn}#${targetTag.key}`, {
  before: null,
  after: targetTag,
  why: "A test.",
});
let dataDir: string;
let server: {
  drift: typeof import("#lib/server/drift.ts");
  runs: typeof import("#lib/server/runs.ts");
  former: typeof import("#lib/server/former.ts");
  roles: typeof import("#lib/server/role-detail.ts");
  container: Awaited<ReturnType<typeof import("#lib/server/container.ts").container>>;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "drift-record-"));
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("LOG_LEVEL", "silent");
  // The environment is read when the first of them is loaded.
  const { container } = await import("#lib/server/container.ts");
  server = {
    drift: await import("#lib/server/drift.ts"),
    runs: await import("#lib/server/runs.ts"),
    former: await import("#lib/server/former.ts"),
    roles: await import("#lib/server/role-detail.ts"),
    container: await container(),
  };
  const plan = await runOf("sound");
  await server.container.journal.append({ type: "verified", runId: plan, changeKey: change.key });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(dataDir, { recursive: true });
});

/** A run of the one change; of a plan whose text is as it was shown, or another one. */
async function runOf(kind: "sound" | "other"): Promise<string> {
  const { engine, journal } = server.container;
  const { scope, step, changes } = runOfChanges([change]).plan;
  const draft: PlanDraft = { scope, step, changes };
  const plan = await engine.savePlan(draft, "admin");
  const runId = kind === "sound" ? "run-sound" : `run-other-${plan.id}`;
  const planId = kind === "sound" ? plan.id : `${plan.id}-other`;
  if (kind === "other") {
    const { plans } = server.container as typeof server.container & { plans: PlanStore };
    await plans.save({ ...plan, id: planId, hash: "of another text" });
  }
  await journal.append({ type: "run-started", runId, planId, by: "admin" });
  return runId;
}

/** An hour after everything that the test writes. */
function reading(): Observation {
  const at = new Date(Date.now() + 3_600_000).toISOString();
  return enrolled([], { scan: { ok: true, value: roleScan([target]), at } });
}

test("a journal that fails once leaves out the count, breaks no page, and is asked again", async () => {
  const o = reading();
  vi.spyOn(server.container.journal, "adopted").mockRejectedValueOnce(new Error("database is locked"));
  expect(await server.drift.movedCount(o)).toBeUndefined();
  expect(await server.drift.movedCount(o)).toBe(1);
});

test("what is accepted is listed apart with who said so, and counts as moved again once that is withdrawn", async () => {
  const o = reading();
  const { drift } = server;
  const { integrationName: integration } = o;
  const [item] = (await drift.viewDrift(o)).items;
  if (!item) throw new Error("Nothing has moved");
  const { fingerprint } = item;
  await drift.acceptDrift({ integration, fingerprint }, { user: "alice", viewer: null });
  expect(await drift.movedCount(o)).toBe(0);
  const view = await drift.viewDrift(o);
  expect(view.items).toEqual([]);
  expect(view.accepted).toMatchObject([{ fingerprint, by: "alice", title: item.diff.title }]);

  const append = vi.spyOn(server.container.journal, "append");
  for (const user of ["bob", "carol"]) {
    await drift.withdrawAdoption({ integration, fingerprint }, { user, viewer: null });
    expect(await drift.movedCount(o)).toBe(1);
  }
  expect(append.mock.calls.map(([event]) => "by" in event && event.by)).toEqual(["bob"]);
  expect((await drift.viewDrift(o)).accepted).toEqual([]);
});

test("a run whose plan is not what was shown is named, and the others are compared", async () => {
  const broken = await runOf("other");
  const o = reading();
  expect(await server.drift.movedCount(o)).toBe(1);
  const { problems } = await server.drift.viewDrift(o);
  expect(problems.map(({ what }) => what)).toEqual([`The run ${broken} could not be read.`]);
});

test("a run that can't be read is one row of the list, no run under way, and nobody's obstacle", async () => {
  const o = reading();
  const newest = await runOf("other");
  const { runs, former } = server;
  const { runs: rows } = await runs.runsOf(o.integrationName, { limit: 20, before: null });
  expect(rows.map((row) => [row.id, "unread" in row ? row.unread.code : row.status])).toEqual([
    [newest, "plan-outdated"],
    [expect.any(String), "plan-outdated"],
    ["run-sound", "interrupted"],
  ]);
  const first = await runs.runsOf(o.integrationName, { limit: 2, before: null });
  expect([first.runs.map(({ id }) => id), first.older]).toEqual([[newest, rows[1]?.id], rows[1]?.id]);
  const rest = await runs.runsOf(o.integrationName, { limit: 2, before: first.older });
  expect([rest.runs.map(({ id }) => id), rest.older]).toEqual([["run-sound"], null]);
  expect(await runs.activeRunOf(o.integrationName)).toBeNull();
  expect(await runs.runOf(o.integrationName, newest)).toMatchObject({ unread: { evidence: newest } });
  expect(await runs.runOf("another", newest)).toBeNull();
  const { accountId } = o.profile;
  expect(await formerHome(server.container, o.integrationName)).toMatchObject({ accountId });
  expect(await former.formerEnrollments(new Set())).toMatchObject([
    { integration: o.integrationName, accountId, remains: [{ kind: "aws/role-tag" }], unreadRuns: 2 },
  ]);
  expect(await former.formerEnrollments(new Set([o.integrationName]))).toEqual([]);
});

test("a role's history goes on page by page, and says which run of it can't be read", async () => {
  const o = reading();
  const { runs } = await server.runs.runsOf(o.integrationName, { limit: 20, before: null });
  const unread = runs.filter((run) => "unread" in run).map(({ id }) => id);
  const all = (await server.roles.roleDetail(o, target.arn))?.history;
  expect(all).toEqual({
    entries: [
      ...unread.map((runId) => ({ at: null, words: expect.stringContaining("is not known"), runId })),
      { at: expect.any(String), words: "A test. (verified)", runId: "run-sound" },
    ],
    older: null,
    before: null,
  });
  const last = (await server.roles.roleDetail(o, target.arn, unread.at(-1)))?.history;
  expect(last?.entries.map(({ runId }) => runId)).toEqual(["run-sound"]);
});

test("a former enrollment's record is read again only when its account has new events", async () => {
  const { engine, journal } = server.container;
  const { former } = server;
  const said = await former.formerEnrollments(new Set());
  const reads = vi.spyOn(engine, "run");
  expect(await former.formerEnrollments(new Set())).toEqual(said);
  expect(reads).not.toHaveBeenCalled();
  await journal.append({ type: "not-made", runId: "run-sound", changeKey: change.key, why: "Looked." });
  expect(await former.formerEnrollments(new Set())).toMatchObject([{ remains: [] }]);
  await journal.append({ type: "verified", runId: "run-sound", changeKey: change.key });
  expect(await former.formerEnrollments(new Set())).toEqual(said);
});

test("the run that goes on is told by whoever holds its account, however long ago it began", async () => {
  const o = reading();
  const { runs } = server;
  const { lease } = server.container;
  await runOf("other");
  expect(await runs.activeRunOf(o.integrationName)).toBeNull();
  await lease.acquire(o.profile.accountId, "another process run run-sound");
  expect(await runs.activeRunOf(o.integrationName)).toMatchObject({ id: "run-sound", done: 1, total: 1 });
  expect(await runs.activeRunOf("another")).toBeNull();
  expect([...(await runs.activeRuns())]).toEqual([[o.integrationName, "run-sound"]]);
  await lease.release(o.profile.accountId, "another process run run-sound");
});

test("nothing is said to have moved while a run holds the account, and what did is when it is over", async () => {
  const o = reading();
  const { lease } = server.container;
  await lease.acquire(o.profile.accountId, "another process");
  expect(await server.drift.movedCount(o)).toBe(0);
  const { items, problems } = await server.drift.viewDrift(o);
  expect({ items, codes: problems.map(({ code }) => code) }).toEqual({ items: [], codes: ["lease-held"] });
  await lease.release(o.profile.accountId, "another process");
  expect(await server.drift.movedCount(o)).toBe(1);
});
