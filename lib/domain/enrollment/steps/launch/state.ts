import { knownRoles } from "../../known-roles.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { counted } from "../../diff/plan-summary.ts";
import type { Observation } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { holdersOf } from "../access/people.ts";
import { targetsOf } from "../access/targets.ts";
import { enrollmentApp } from "../app/enrollment-app.ts";
import { stepState } from "../step-state.ts";
import { isReady } from "../trust/judgement.ts";
import { auditLogView, seenTargets } from "./evidence.ts";

export function launchState(o: Observation): StepState {
  const targets = [...targetsOf(o)];
  const ready = targets.filter(([, judgement]) => judgement && isReady(judgement));
  const waitsFor = waiting(
    o,
    targets.map(([arn]) => arn),
  );
  return stepState("launch", {
    checks: [
      targetsCheck(o, targets.length),
      readyCheck(o, targets.length, ready.length),
      seenCheck(o, targets.length),
    ],
    begun: ready.length > 0,
    waitsFor: waitsFor && `It waits for ${waitsFor.what}.`,
    parts: [o.cluster, knownRoles(o), o.apps, o.roles, o.users],
    summary: waitsFor?.summary ?? summary(o, targets.length, ready.length),
  });
}

function waiting(o: Observation, targets: readonly string[]): { what: string; summary: string } | null {
  if (!o.apps.ok || !o.roles.ok || !o.users.ok) return null;
  if (!enrollmentApp(o)) return { what: "the app: create it in step 4", summary: "waits for the app" };
  const holders = holdersOf(o);
  if (!targets.some((arn) => holders.has(arn))) {
    return { what: "somebody with access: give it in step 5", summary: "waits for access" };
  }
  return null;
}

function summary(o: Observation, total: number, ready: number): string {
  if (!knownRoles(o).ok) return "not known";
  return `${ready} of ${counted(total, "role", "roles")} ready to launch`;
}

function targetsCheck(o: Observation, total: number): Check {
  return checkOf("targets", "There is a target role", knownRoles(o), (): Finding =>
    total > 0
      ? { verdict: "ok", evidence: counted(total, "target role", "target roles") }
      : {
          verdict: "bad",
          evidence: "No role trusts the integration role, and no access role names one.",
          remedy: "Do step 3 first.",
        },
  );
}

function readyCheck(o: Observation, total: number, ready: number): Check {
  return checkOf("all-ready", "Every target role is ready", knownRoles(o), (): Finding => {
    if (total === 0) return { verdict: "off", evidence: "There is none yet." };
    if (ready < total && unread(o) === total - ready) {
      return {
        verdict: "unknown",
        evidence: `Not read: ${unready(o).join(", ")}`,
        remedy: "Name them in step 3 as well: then they are read.",
      };
    }
    return ready === total
      ? { verdict: "ok", evidence: `${ready} of ${total}` }
      : {
          verdict: "bad",
          evidence: `${total - ready} of ${total} ${total - ready === 1 ? "is" : "are"} not: ${unready(o).join(", ")}`,
          remedy: "Open each of them to see the cause.",
        };
  });
}

/** Evidence that it works, no condition: a role may be ready for long before somebody needs it. */
function seenCheck(o: Observation, total: number): Check {
  return checkOf("seen", "Somebody has launched one", knownRoles(o), (): Finding => {
    const seen = seenTargets(o);
    if (seen.length > 0) return { verdict: "ok", evidence: `${seen.length} of ${total} were used.` };
    const log = auditLogView(o);
    return {
      verdict: "off",
      evidence: log.readable
        ? "Neither Teleport’s audit log nor AWS knows of a use yet."
        : `AWS knows of no use yet. ${log.why}`,
    };
  });
}

/** Targets that are not there to be judged because the account's roles can't be listed. */
function unread(o: Observation): number {
  return o.scan.ok ? 0 : [...targetsOf(o).values()].filter((judgement) => judgement === null).length;
}

function unready(o: Observation): string[] {
  const names = [...targetsOf(o)]
    .filter(([, judgement]) => !judgement || !isReady(judgement))
    .map(([arn, judgement]) => judgement?.role.name ?? arn);
  return names.length > 5 ? [...names.slice(0, 5), `and ${names.length - 5} more`] : names;
}
