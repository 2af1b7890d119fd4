import type { AnyChange } from "#lib/domain/enrollment/resource.ts";
import { isRunStopping, type ErrorCode, type Problem } from "#lib/domain/errors.ts";
import type { BoundResource, MaybeState } from "./bound-resource.ts";
import { movedGround } from "./ground.ts";
import type { LiveRun } from "./live-run.ts";
import { changedMeanwhile, deadPrincipal, neitherNor, mayBeWritten, toProblem } from "./problems.ts";
import { look } from "./read-back.ts";

export type WriteOutcome =
  | { kind: "written" }
  /** Refused: nothing was written. */
  | { kind: "refused"; problem: Problem }
  /** Somebody else wrote between our read and our write. */
  | { kind: "raced"; problem: Problem }
  /** `cause`: what the write itself met. */
  | { kind: "unknown"; problem: Problem; cause: Problem };

/** The answer may have been lost after the write was done. */
const answerLost: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-unreachable",
  "aws-unknown",
  "aws-throttled",
  "teleport-unreachable",
  "teleport-unknown",
  "teleport-throttled",
  "unexpected",
]);

const lostRace: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-conflict",
  "teleport-stale-revision",
  "changed-meanwhile",
]);

/** AWS and Teleport say so: the write was not done. */
const throttled: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["aws-throttled", "teleport-throttled"]);

/** A write is asked for again only after looking showed that the one before did nothing. */
const writesAtMost = 5;
const principalWithinMs = 120_000;
const firstPauseMs = 1_000;
const longestPauseMs = 10_000;

type Attempt = { kind: "written" } | { kind: "error"; problem: Problem };

/**
 * IAM has no conditional writes, so each attempt reads once more right before it: between that read and the write
 * there is nothing, neither a journal entry nor a pause. Whoever writes within that one round trip can't be seen.
 */
async function attemptWrite(
  run: LiveRun,
  resource: BoundResource,
  change: AnyChange,
  before: MaybeState,
): Promise<Attempt> {
  const { after } = change;
  await run.assertLease();
  try {
    const moved = await movedGround(run, change);
    if (moved !== null) return { kind: "error", problem: moved };
    const found = await resource.read();
    if (resource.same(found, after)) return { kind: "written" };
    if (!resource.same(found, before)) {
      return { kind: "error", problem: changedMeanwhile(resource, before, found) };
    }
    await resource.write(before, after);
    return { kind: "written" };
  } catch (error) {
    return { kind: "error", problem: toProblem(error, run.log) };
  }
}

/** IAM knows a new role as a principal only after a while: our own integration role is worth waiting for. */
async function writeOncePrincipalIsKnown(
  run: LiveRun,
  resource: BoundResource,
  change: AnyChange,
  before: MaybeState,
): Promise<Attempt> {
  const ours = run.context.scope.integrationRoleArn;
  let pauseMs = firstPauseMs;
  for (let waitedMs = 0; ; waitedMs += pauseMs, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const attempt = await attemptWrite(run, resource, change, before);
    if (attempt.kind === "written" || attempt.problem.code !== "aws-principal-not-yet-known") return attempt;
    if (!(attempt.problem.evidence ?? "").includes(ours)) {
      return { kind: "error", problem: deadPrincipal(attempt.problem) };
    }
    if (waitedMs + pauseMs > principalWithinMs) return attempt;
    run.waitFor(change.key, "Waiting until IAM knows the integration role");
    await run.sleep(pauseMs);
    // The write replaces the whole document: what somebody else wrote while we waited must not go with it.
    const found = await resource.read();
    if (!resource.same(found, before)) {
      return { kind: "error", problem: changedMeanwhile(resource, before, found) };
    }
  }
}

/** After a refusal one look is enough: it finds the write that a retry inside the client had already done. */
async function afterRefusal(
  run: LiveRun,
  resource: BoundResource,
  before: MaybeState,
  after: MaybeState,
  problem: Problem,
): Promise<WriteOutcome> {
  const kind = lostRace.has(problem.code) ? "raced" : "refused";
  try {
    const found = await resource.read();
    if (resource.same(found, after)) return { kind: "written" };
    if (kind === "raced" || resource.same(found, before)) return { kind, problem };
    return { kind: "unknown", problem: neitherNor(resource, problem, found), cause: problem };
  } catch (error) {
    const blind = toProblem(error, run.log);
    if (isRunStopping(blind.code)) run.stop(blind);
    return { kind, problem };
  }
}

/** Brings the resource to `after`, or says exactly what is known about the attempt. */
export async function writeChange(
  run: LiveRun,
  resource: BoundResource,
  change: AnyChange,
  before: MaybeState,
): Promise<WriteOutcome> {
  const { key: changeKey, after } = change;
  for (let write = 1; ; write += 1) {
    const attempt = await writeOncePrincipalIsKnown(run, resource, change, before);
    if (attempt.kind === "written") return attempt;
    const { problem } = attempt;
    if (!answerLost.has(problem.code)) return afterRefusal(run, resource, before, after, problem);
    run.waitFor(changeKey, "The answer was lost; looking whether it was written");
    await run.sleep(Math.min(firstPauseMs * 2 ** (write - 1), longestPauseMs));
    const sight = await look(run, resource, { before, after });
    if (sight.seen === "after") return { kind: "written" };
    if (sight.seen === "other") {
      return { kind: "unknown", problem: neitherNor(resource, problem, sight.found), cause: problem };
    }
    if (sight.seen === "nothing" && isRunStopping(sight.problem.code)) run.stop(sight.problem);
    if (sight.seen === "before" && write < writesAtMost) continue;
    if (sight.seen === "before" && throttled.has(problem.code)) return { kind: "refused", problem };
    return { kind: "unknown", problem: mayBeWritten(resource, problem), cause: problem };
  }
}
