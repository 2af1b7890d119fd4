import { firstNames } from "#lib/domain/text/first-names.ts";
import { knownRoles } from "../../known-roles.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { counted } from "../../diff/plan-summary.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { stepState } from "../step-state.ts";
import { halfDoneRoles } from "./half-done.ts";
import { isReady, judgementsOf } from "./judgement.ts";

export function trustState(o: Observation): StepState {
  const ready = readyNames(o);
  const half = halfDoneRoles(o);
  const waits = o.integrationRole.ok && o.integrationRole.value === null;
  return stepState("trust", {
    checks: [readyCheck(o, ready), halfDoneCheck(o, half)],
    begun: ready.length > 0 || half.length > 0,
    waitsFor: waits ? "It waits for the integration role: create it in step 1." : null,
    parts: [knownRoles(o), o.integrationRole],
    summary: summary(o, ready.length, half.length, waits),
  });
}

function readyNames(o: Observation): string[] {
  return [...judgementsOf(o).values()].filter(isReady).map(({ role }) => role.name);
}

function readyCheck(o: Observation, ready: readonly string[]): Check {
  return checkOf("one-ready", "At least one role is ready", knownRoles(o), (): Finding => {
    if (ready.length > 0) return { verdict: "ok", evidence: firstNames(ready) };
    return {
      verdict: "bad",
      evidence: `No role of account ${homeOf(o).accountId} is tagged and lets the integration role assume it.`,
      remedy: "Choose the roles that people may assume, and apply.",
    };
  });
}

function halfDoneCheck(o: Observation, half: ReturnType<typeof halfDoneRoles>): Check {
  return checkOf("none-half-done", "No role is half done", knownRoles(o), (): Finding => {
    if (half.length === 0)
      return { verdict: "ok", evidence: "Every role has both, the tag and the trust, or neither." };
    const lacking = (missing: "tag" | "trust") =>
      half.filter((one) => one.missing === missing).map(({ judgement }) => judgement.role.name);
    const [tag, trust] = [lacking("tag"), lacking("trust")];
    return {
      verdict: "bad",
      evidence: [
        tag.length > 0 ? `Our statement without the tag: ${firstNames(tag)}.` : "",
        trust.length > 0 ? `The tag without a trust: ${firstNames(trust)}.` : "",
      ]
        .filter((part) => part !== "")
        .join(" "),
      remedy: "Choose these roles and apply, or take away the half that is there.",
    };
  });
}

function summary(o: Observation, ready: number, half: number, waits: boolean): string {
  const scan = valueOr(knownRoles(o), null);
  if (!scan) return "not known";
  if (waits) return "waits for the integration role";
  const roles = `${ready} ready of ${counted(scan.roles.length, "role", "roles")}`;
  return half > 0 ? `${roles}, ${half} half done` : roles;
}
