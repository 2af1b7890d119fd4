import { onTestFinished } from "vitest";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import { patchTrust } from "#lib/domain/aws/trust/patch.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import {
  resourceId,
  type AnyChange,
  type Plan,
  type PlanDraft,
  type PlanScope,
} from "#lib/domain/enrollment/resource.ts";
import type { Run } from "#lib/domain/enrollment/run.ts";
import { createEngine, type Engine, type EngineDeps } from "#lib/enrollment/engine.ts";
import type { OpenJournal } from "#lib/journal/journal.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import { sqlite, type DatabaseUnderTest, type TestDatabase } from "../journal/databases.ts";
import { MemoryAws } from "../ports/memory-aws.ts";
import { MemoryTeleport } from "../ports/memory-teleport.ts";
import { VirtualClock } from "../ports/virtual-clock.ts";

export const accountId = "012345678901";
export const integrationRoleArn = `arn:aws:iam::${accountId}:role/teleport-integration`;

export const scope: PlanScope = {
  cluster: "teleport.acme.test",
  accountId,
  partition: "aws",
  integration: "acme-production",
  integrationRoleArn,
};

export const serviceTrust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A process: its engine and journal; AWS, Teleport and the database are the world's. */
export interface TestProcess extends OpenJournal {
  engine: Engine;
}

export interface World {
  aws: MemoryAws;
  teleport: MemoryTeleport;
  clock: VirtualClock;
  database: TestDatabase;
  logged: string[];
  /** Another process on the same database. */
  startProcess(overrides?: Partial<EngineDeps>): Promise<TestProcess>;
}

/** AWS and Teleport in memory, a real database. */
export async function createWorld(kind: DatabaseUnderTest = sqlite): Promise<World> {
  const database = await kind.create();
  onTestFinished(() => database.dispose());
  const aws = new MemoryAws(accountId);
  const teleport = new MemoryTeleport(accountId);
  const clock = new VirtualClock();
  const logged: string[] = [];
  let processes = 0;
  let ids = 0;
  return {
    aws,
    teleport,
    clock,
    database,
    logged,
    startProcess: async (overrides = {}) => {
      processes += 1;
      const owner = `process-${processes}`;
      const open = await database.open({ clock, owner });
      const engine = createEngine({
        ...open,
        clock,
        owner,
        handlers: resourceHandlers,
        context: (planScope) => Promise.resolve({ scope: planScope, aws, teleport }),
        newId: () => `id-${(ids += 1)}`,
        log: {
          warn: (_details, event) => void logged.push(event),
          error: (_details, event) => void logged.push(event),
        },
        ...overrides,
      });
      return { ...open, engine };
    },
  };
}

/** The tag and the trust statement for a role, as step 3 plans them. */
export function targetChanges(aws: MemoryAws, roleArn: string): AnyChange[] {
  const { trustPolicy } = aws.role(roleArn);
  const patch = patchTrust({
    integrationRoleArn,
    trustPolicy,
    livePrincipalIds: [],
    externalId: null,
    sizeQuota: 2048,
  });
  if (patch.kind !== "append") throw new Error(`The trust policy of ${roleArn} is not one to append to`);
  const tag = changeOf("aws/role-tag", resourceId(roleArn, integrationTag.key), {
    before: null,
    after: { ...integrationTag },
    why: "The inline policy reaches tagged roles only.",
  });
  const trust = changeOf("aws/role-trust", roleArn, {
    before: { document: trustPolicy },
    after: { document: patch.patched },
    why: "The role must trust the integration role.",
    needs: [tag.key],
  });
  return [tag, trust];
}

export function draftOf(changes: readonly AnyChange[], step: PlanDraft["step"] = "trust"): PlanDraft {
  return { scope, step, changes };
}

/** Saves the plan, applies it and waits for its end. */
export async function carryOut(process: TestProcess, draft: PlanDraft): Promise<{ plan: Plan; run: Run }> {
  const plan = await process.engine.savePlan(draft, "alice");
  const { runId } = await process.engine.apply(plan.id, "alice");
  return { plan, run: await ended(process, runId) };
}

export async function ended(process: TestProcess, runId: string): Promise<Run> {
  await process.engine.idle();
  const run = await process.engine.run(runId);
  if (run === null) throw new Error(`There is no run ${runId}`);
  return run;
}

export async function eventTypes(process: TestProcess, runId: string): Promise<string[]> {
  return (await process.journal.eventsOfRun(runId)).map(({ event }) => event.type);
}

export const statuses = (run: Run) => run.changes.map(({ status }) => status);
