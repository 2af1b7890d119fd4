import { diffLines } from "diff";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { BoundResource, MaybeState } from "./bound-resource.ts";
import type { EngineLog } from "./types.ts";

/** Anything thrown, as a problem for people; what nobody foresaw goes to the log. */
export function toProblem(error: unknown, log: EngineLog | undefined): Problem {
  if (error instanceof AppError) return error.problem;
  log?.error({ err: error }, "A change met an unforeseen error");
  return {
    code: "unexpected",
    what: "Something unforeseen went wrong.",
    why: "The app has a fault here; its log has the details.",
    remedy: "Try again; if it stays, report it with the time of this run.",
  };
}

const evidenceLines = 20;

/** The lines that moved, as a diff. */
function movedLines(resource: BoundResource, planned: MaybeState, found: MaybeState): string {
  const { before, after } = resource.render(planned, found);
  const lines = diffLines(before, after).flatMap((part) => {
    if (!part.added && !part.removed) return [];
    const mark = part.added ? "+" : "-";
    return part.value
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => `${mark} ${line}`);
  });
  const shown = lines.slice(0, evidenceLines);
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more`);
  return shown.join("\n");
}

export function changedMeanwhile(resource: BoundResource, planned: MaybeState, found: MaybeState): Problem {
  const name = describeResource(resource.ref);
  return {
    code: "changed-meanwhile",
    what: `The ${name} is no longer as it was when the plan was made.`,
    why:
      found === null
        ? "Somebody removed it."
        : planned === null
          ? "Somebody made it."
          : "Somebody changed it.",
    remedy: "Nothing was written to it. Prepare the plan again to see what is there now.",
    evidence: movedLines(resource, planned, found),
  };
}

/** What the change would hand out is not what the plan showed. */
export function groundMoved(
  resource: BoundResource,
  ground: BoundResource,
  planned: MaybeState,
  found: MaybeState,
): Problem {
  const problem = changedMeanwhile(ground, planned, found);
  return {
    ...problem,
    what: `The ${describeResource(resource.ref)} was not changed. ${problem.what}`,
    remedy: "Prepare the plan again to see what it would give now.",
  };
}

/** Written by us, and by somebody else since. */
export function changedAfterwards(resource: BoundResource, written: MaybeState, found: MaybeState): Problem {
  return {
    code: "changed-meanwhile",
    what: `The ${describeResource(resource.ref)} was written, and somebody ${found === null ? "removed" : "changed"} it afterwards.`,
    why: "What is there now is no longer what this run wrote.",
    remedy: "Nothing more was written to it. Prepare the plan again to see whether anything is missing.",
    evidence: movedLines(resource, written, found),
  };
}

export function stillNeeded(resource: BoundResource, dependents: readonly string[]): Problem {
  return {
    code: "still-needed",
    what: `The ${describeResource(resource.ref)} was not removed.`,
    why: `${dependents.length === 1 ? "Something still depends" : `${dependents.length} things still depend`} on it.`,
    remedy: "Remove what depends on it first.",
    evidence: dependents.join("\n"),
  };
}

export function notConfirmed(resource: BoundResource, cause: Problem | null): Problem {
  return {
    code: "not-confirmed",
    what: `The ${describeResource(resource.ref)} was written, but could not be read back as written within two minutes.`,
    why: cause?.what ?? "Reads after a write can be late, or somebody changed it at once.",
    remedy: "Continue looks again.",
    ...(cause?.evidence === undefined ? {} : { evidence: cause.evidence }),
  };
}

export function mayBeWritten(resource: BoundResource, cause: Problem): Problem {
  return {
    code: cause.code,
    what: `The ${describeResource(resource.ref)} may or may not have been written.`,
    why: cause.what,
    remedy: `${cause.remedy} Continue then looks at what is there before it goes on.`,
    ...(cause.evidence === undefined ? {} : { evidence: cause.evidence }),
  };
}

/** A write of several calls that was refused in the middle, or one that met somebody else's. */
export function neitherNor(resource: BoundResource, cause: Problem, found: MaybeState): Problem {
  return {
    code: cause.code,
    what: `The ${describeResource(resource.ref)} is neither as before nor as planned: ${cause.what}`,
    why: cause.why,
    remedy: `${cause.remedy} Then prepare the plan again, or undo this run.`,
    evidence: [cause.evidence ?? "", resource.render(null, found).after].filter(Boolean).join("\n"),
  };
}

export function sameRefusalThrice(problem: Problem): Problem {
  return {
    ...problem,
    what: `The run was stopped after the same refusal three times running: ${problem.what}`,
  };
}

export function deadPrincipal(problem: Problem): Problem {
  return {
    code: "aws-dead-principal",
    what: "IAM refuses the trust policy because it names a principal that does not exist.",
    why: problem.why,
    remedy: "Take that principal out of the trust policy by hand, then prepare the plan again.",
    ...(problem.evidence === undefined ? {} : { evidence: problem.evidence }),
  };
}
