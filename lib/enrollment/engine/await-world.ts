import type { AnyChange, PlanScope, WaitKind } from "#lib/domain/enrollment/resource.ts";
import { isRunStopping, type Problem } from "#lib/domain/errors.ts";
import type { TeleportPort } from "#lib/enrollment/ports.ts";
import type { LiveRun } from "./live-run.ts";
import { toProblem } from "./problems.ts";

const waitWithinMs = 120_000;
const firstPauseMs = 1_000;
const longestPauseMs = 10_000;

const words: Record<WaitKind, string> = {
  "ping-by-role-arn": "Waiting until Teleport can assume the integration role",
  "ping-by-name": "Waiting until Teleport can use the integration",
};

type Attempt = { ok: true } | { ok: false; problem: Problem; final: boolean };

async function ping(teleport: TeleportPort, scope: PlanScope, kind: WaitKind): Promise<Attempt> {
  const answer = await teleport.ping(
    kind === "ping-by-name" ? { integration: scope.integration } : { roleArn: scope.integrationRoleArn },
  );
  if (answer.accountId === scope.accountId) return { ok: true };
  return {
    ok: false,
    final: true,
    problem: {
      code: "plan-belongs-elsewhere",
      what: `Teleport reached account ${answer.accountId} instead of ${scope.accountId}.`,
      why: "The integration role belongs to another account than this enrollment.",
      remedy: "Check the role's ARN in the integration.",
      evidence: answer.arn,
    },
  };
}

async function attempt(run: LiveRun, kind: WaitKind): Promise<Attempt> {
  try {
    return await ping(run.context.teleport, run.context.scope, kind);
  } catch (error) {
    const problem = toProblem(error, run.log);
    // A server without this call can't tell: what builds on it is tried all the same.
    if (problem.code === "teleport-unsupported") return { ok: true };
    const final = isRunStopping(problem.code) || problem.code === "teleport-access-denied";
    return { ok: false, problem, final };
  }
}

function gaveUp(problem: Problem): Problem {
  return {
    ...problem,
    what: `Teleport could not use the integration role within two minutes: ${problem.what}`,
    remedy: `${problem.remedy} Then continue this run.`,
  };
}

/** Waits for the fact of the world that a change brings about; the run stops where it does not come. */
export async function awaitWorld(run: LiveRun, change: AnyChange): Promise<void> {
  const kind = change.waitFor;
  // Teleport's integration only ever asks the global partition: elsewhere the answer is unknown, not awaited.
  if (kind === undefined || run.context.scope.partition !== "aws") return;
  run.waitFor(change.key, words[kind]);
  let pauseMs = firstPauseMs;
  for (let waitedMs = 0; ; waitedMs += pauseMs, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const result = await attempt(run, kind);
    if (result.ok) break;
    if (result.final) return run.stop(result.problem);
    if (waitedMs + pauseMs > waitWithinMs) return run.stop(gaveUp(result.problem));
    await run.sleep(pauseMs);
  }
  run.doneWaiting(change.key);
}
