import type { Check } from "../check.ts";
import type { Observation } from "../observation.ts";
import { judgementsOf } from "../steps/trust/judgement.ts";
import type { WhyAnswer, WhyCause, WhyMend, WhyQuestion } from "./answer.ts";
import { betweenBoth, inAws } from "./in-aws.ts";
import { inTeleport } from "./in-teleport.ts";

/** Why a person can or can't open a role: every condition from the person to the role, and the first that decides. */
export function why(o: Observation, question: WhyQuestion): WhyAnswer {
  const groups = [
    { title: "In Teleport", checks: inTeleport(o, question) },
    { title: "Between Teleport and AWS", checks: betweenBoth(o, question.roleArn) },
    { title: "In AWS", checks: inAws(o, question.roleArn) },
  ];
  const checks = groups.flatMap((group) => group.checks);
  const refuses = checks.find(({ verdict }) => verdict === "bad");
  const open = checks.find(({ verdict }) => verdict === "unknown");
  const decides = refuses ?? open ?? null;
  return {
    answer: refuses ? "cannot" : open ? "unknown" : "can",
    first: decides && causeOf(o, question, decides),
    groups,
  };
}

/** The policies decide together with trust and tag: there the role's verdict knows best what is wrong. */
const judgedTogether: ReadonlySet<string> = new Set([
  "statement",
  "deny",
  "boundary",
  "tag",
  "trust",
  "verdict",
]);

function causeOf(o: Observation, { roleArn }: WhyQuestion, check: Check): WhyCause {
  const cause = judgedTogether.has(check.id) ? judgementsOf(o).get(roleArn)?.verdict.cause : null;
  return {
    checkId: check.id,
    words: cause?.words ?? check.evidence ?? check.title,
    remedy: cause?.remedy ?? check.remedy,
    mend: mends[check.id] ?? null,
  };
}

const step = (id: Extract<WhyMend, { kind: "step" }>["step"]): WhyMend => ({ kind: "step", step: id });

const mends: Readonly<Record<string, WhyMend>> = {
  "app-listed": step("app"),
  "app-shown": step("access"),
  "arn-listed": step("access"),
  integration: step("integration"),
  ping: step("integration"),
  statement: step("permissions"),
  deny: step("permissions"),
  boundary: step("permissions"),
  tag: { kind: "role" },
  trust: { kind: "role" },
  verdict: { kind: "role" },
};
