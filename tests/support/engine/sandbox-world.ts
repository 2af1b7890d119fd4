import { onTestFinished, vi } from "vitest";
import { createAws } from "#lib/aws/aws.ts";
import type { EnrollmentDraft, Observation } from "#lib/domain/enrollment/observation.ts";
import type { StepInputs } from "#lib/domain/enrollment/inputs.ts";
import type { PlanDraft, StepId } from "#lib/domain/enrollment/resource.ts";
import { planStep } from "#lib/domain/enrollment/steps/plan-step.ts";
import { createEngine, type Engine } from "#lib/enrollment/engine.ts";
import { observe } from "#lib/enrollment/observe.ts";
import type { AwsAccountPort, TeleportPort } from "#lib/enrollment/ports.ts";
import type { OpenJournal } from "#lib/journal/journal.ts";
import { resourceHandlers } from "#lib/resources/index.ts";
import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import { startAws } from "#lib/sandbox/aws/server.ts";
import { issuerUrl, production } from "#lib/sandbox/seed/company.ts";
import { startTeleport } from "#lib/sandbox/teleport/server.ts";
import { createTeleport } from "#lib/teleport/teleport.ts";
import { stubAwsEnvironment } from "../../contract/aws/sandbox-account.ts";
import { sqlite } from "../journal/databases.ts";
import { VirtualClock } from "../ports/virtual-clock.ts";

export interface SandboxWorld extends OpenJournal {
  engine: Engine;
  account: AwsAccountPort;
  teleport: TeleportPort;
  awsUrl: string;
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  observe(): Promise<Observation>;
  /** What the step would change now; null: nothing. */
  plan<S extends StepId>(step: S, input: StepInputs[S]): Promise<PlanDraft | null>;
  awsFault(...rules: readonly FaultRule[]): Promise<void>;
  /** Writes that AWS counted. */
  awsWrites(): Promise<number>;
}

const draft: EnrollmentDraft = {
  integration: "acme-production",
  roleName: "teleport-integration",
  accountId: production.accountId,
  partition: "aws",
  displayName: "Acme Production",
  createdAt: "2026-11-22T09:00:00.000Z",
  createdBy: "alice",
};

const writingActions = /^(?:Create|Delete|Update|Put|Tag|Untag|Add|Remove)/;

/** Both halves of the sandbox over their real wires, the real clients, a real database; only time is not real. */
export async function openSandboxWorld(options: { extraRoles?: number } = {}): Promise<SandboxWorld> {
  const sandbox = await startAws({
    port: 0,
    statePath: null,
    extraRoles: options.extraRoles ?? 0,
    issuers: new Map(),
  });
  onTestFinished(() => sandbox.close());
  const cluster = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: sandbox.url });
  onTestFinished(() => cluster.close());
  sandbox.setIssuers(new Map([[issuerUrl, cluster.issuerBaseUrl]]));
  const { accessKeyId, secretAccessKey } = sandbox.credentials;
  stubAwsEnvironment({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });

  const clock = new VirtualClock(new Date().toISOString());
  const { proxyAddress, identityFile, caFile } = cluster;
  const teleport = createTeleport({ proxyAddress, identityFile, caFile, clock, random: () => 0 });
  onTestFinished(() => {
    teleport.close();
  });
  const endpointUrls = { iam: sandbox.url, sts: sandbox.url };
  const aws = createAws({ region: "us-east-1", endpointUrls, clock, random: () => 0 });
  const own = { accessRoleArn: null, externalId: null };
  const database = await sqlite.create();
  onTestFinished(() => database.dispose());
  const owner = "process-1";
  const open = await database.open({ clock, owner });
  await open.drafts.save(draft);
  let ids = 0;
  const engine = createEngine({
    ...open,
    clock,
    owner,
    handlers: resourceHandlers,
    context: (scope) => Promise.resolve({ scope, aws: aws.account({ ...scope, ...own }), teleport }),
    newId: () => `id-${(ids += 1)}`,
  });
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { "x-sandbox": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const observeNow = () => observe({ ...open, aws, teleport, clock }, draft.integration);
  return {
    ...open,
    engine,
    teleport,
    account: aws.account({ ...draft, ...own }),
    awsUrl: sandbox.url,
    credentials: sandbox.credentials,
    observe: observeNow,
    plan: async (step, input) => {
      const env = { newUuid: () => `0000-${(ids += 1)}`, now: clock.now().toISOString() };
      const planned = planStep(await observeNow(), step, input, env);
      if (planned.kind === "refused") throw new Error(`${planned.problem.what} ${planned.problem.why}`);
      return planned.kind === "draft" ? planned.draft : null;
    },
    awsFault: async (...rules) => {
      await control("POST", "faults", rules);
    },
    awsWrites: async () => {
      const log = (await control("GET", "requests")) as { counters: { byAction: Record<string, number> } };
      return Object.entries(log.counters.byAction)
        .filter(([action]) => writingActions.test(action))
        .reduce((sum, [, count]) => sum + count, 0);
    },
  };
}
