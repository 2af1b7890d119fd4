import { accountLabel, integrationLabel } from "#lib/domain/teleport/labels.ts";
import { isBoundTo } from "#lib/domain/teleport/access-role-name.ts";
import { homeOf } from "../../home.ts";
import { knownRoles } from "../../known-roles.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { counted } from "../../diff/plan-summary.ts";
import type { Observation, Observed } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { enrollmentApp, sharesAccount } from "../app/enrollment-app.ts";
import { stepState } from "../step-state.ts";
import { isReady, judgementsOf } from "../trust/judgement.ts";
import { grantsOf, reachOf } from "./people.ts";
import { accessRolesOf } from "./targets.ts";

interface Standing {
  people: number;
  arns: number;
  unsure: boolean;
  example: string | null;
}

export function accessState(o: Observation): StepState {
  const standing = standingOf(o);
  const waits = o.apps.ok && enrollmentApp(o) === null;
  return stepState("access", {
    checks: [reachCheck(o, standing), separationCheck(o), widthCheck(o)],
    begun: accessRolesOf(o).length > 0,
    waitsFor: waits ? "It waits for the app: create it in step 4." : null,
    parts: [o.apps, o.roles, o.users, knownRoles(o)],
    summary: waits ? "waits for the app" : summary(o, standing),
  });
}

function summary(o: Observation, { people, arns, unsure }: Standing): string {
  if (![o.apps, o.roles, o.users, knownRoles(o)].every(({ ok }) => ok)) return "not known";
  if (people > 0) {
    return `${counted(people, "person reaches", "people reach")} ${counted(arns, "role", "roles")}`;
  }
  return unsure ? "not known" : "nobody has access";
}

function standingOf(o: Observation): Standing {
  const ready = new Set([...judgementsOf(o).values()].filter(isReady).map(({ role }) => role.arn));
  const reached = reachOf(o).map(({ user, arns, unsure }) => ({
    user,
    unsure,
    arns: [...arns].filter((arn) => ready.has(arn)),
  }));
  const holding = reached.filter(({ arns }) => arns.length > 0);
  const [first] = holding;
  return {
    people: holding.length,
    arns: new Set(holding.flatMap(({ arns }) => arns)).size,
    unsure: reached.some(({ unsure }) => unsure),
    example: first ? `${first.user.name} reaches ${first.arns[0]}` : null,
  };
}

function reachCheck(o: Observation, { example, unsure }: Standing): Check {
  const title = "Somebody reaches a ready role";
  const parts: readonly Observed<unknown>[] = [o.apps, o.roles, o.users, knownRoles(o)];
  return checkOf("reach", title, parts.find(({ ok }) => !ok) ?? o.users, (): Finding => {
    if (example !== null && o.locksUnread) {
      return {
        verdict: "unknown",
        evidence: `${example}, unless a lock shuts them out: locks could not be read.`,
        remedy: "Give the app's own Teleport role list and read on lock.",
      };
    }
    if (example !== null) return { verdict: "ok", evidence: example };
    if (unsure) {
      return {
        verdict: "unknown",
        evidence:
          "Whether somebody does depends on label expressions or templates that only Teleport evaluates.",
        remedy: "Sign in as one of them and look.",
      };
    }
    return {
      verdict: "bad",
      evidence: `By evaluation of users, roles and labels, nobody ${lockedHolders(o).length > 0 ? "who is not locked " : ""}reaches a ready role on this app.${lockedWords(o)}`,
      remedy: "Choose roles and people, and apply.",
    };
  });
}

function lockedHolders(o: Observation): readonly string[] {
  return grantsOf(o).flatMap(({ user, arns }) => (user.locked && arns.size > 0 ? [user.name] : []));
}

function lockedWords(o: Observation): string {
  const names = lockedHolders(o);
  return names.length === 0 ? "" : ` Locked in Teleport: ${names.join(", ")}.`;
}

/** With a second app in the account, a role that matches by account alone opens both. */
function separationCheck(o: Observation): Check {
  return checkOf("separation", "Access roles match this app only", o.roles, (): Finding => {
    if (!sharesAccount(o))
      return { verdict: "ok", evidence: `The account has one app; ${accountLabel} is enough.` };
    const wide = accessRolesOf(o).filter(({ allow }) => !Object.hasOwn(allow.appLabels, integrationLabel));
    return wide.length === 0
      ? { verdict: "ok", evidence: `They match ${integrationLabel}: ${o.integrationName}.` }
      : {
          verdict: "warn",
          evidence: `The account has another app, which these match too: ${wide.map(({ name }) => name).join(", ")}.`,
          remedy: "Choose their AWS roles and apply: the access roles are narrowed to this app.",
        };
  });
}

/** An access role is made for one AWS role; whoever holds one that was widened by hand has more than was chosen. */
function widthCheck(o: Observation): Check {
  return checkOf("width", "Each access role gives one AWS role", o.roles, (): Finding => {
    const { accountId } = homeOf(o);
    const wide = accessRolesOf(o).filter(
      (role) => !isBoundTo(role, accountId) || role.allow.awsRoleArns.length > 1,
    );
    return wide.length === 0
      ? { verdict: "ok", evidence: "None was widened." }
      : {
          verdict: "warn",
          evidence: `Changed by hand since, and giving more: ${wide.map(({ name }) => name).join(", ")}.`,
          remedy:
            "Look at these roles in Teleport. This app hands them to nobody else as long as they give more.",
        };
  });
}
