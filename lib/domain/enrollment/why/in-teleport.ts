import { explainAccess, type AccessExplanation } from "#lib/domain/access/explain.ts";
import type { AccessFact } from "#lib/domain/access/facts.ts";
import type { AppServer, TeleportUser } from "#lib/domain/teleport/types.ts";
import type { Check, Verdict } from "../check.ts";
import { checkOf, type Finding } from "../check-of.ts";
import { valueOr, type Observation } from "../observation.ts";
import { evaluatorOf, routeOf } from "../steps/access/people.ts";
import { enrollmentApp } from "../steps/app/enrollment-app.ts";
import { listedCheck } from "../steps/app/state.ts";
import type { WhyQuestion } from "./answer.ts";

/** What Teleport asks of the person: the account, the app, and one role that holds both app and ARN. */
export function inTeleport(o: Observation, question: WhyQuestion): readonly Check[] {
  const user = valueOr(o.users, []).find(({ name }) => name === question.userName) ?? null;
  const app = enrollmentApp(o);
  return [
    userCheck(o, question, user),
    listedCheck(o, app),
    ...(user && app ? accessChecks(o, { user, app, arn: question.roleArn }) : []),
  ];
}

function userCheck(o: Observation, { userName, locked }: WhyQuestion, user: TeleportUser | null): Check {
  const id = "user";
  const title = `${userName} exists and is not locked`;
  return checkOf(id, title, o.users, (): Finding => {
    if (!user) {
      return {
        verdict: "bad",
        evidence: `The cluster has no user ${userName}.`,
        remedy:
          "Check the name. Teleport knows users of an identity provider from their first sign-in until that session ends.",
      };
    }
    // The lock that was read may have been taken off since: what was asked for now decides.
    const isOff = user.byLock === true && locked === false;
    if ((user.locked && !isOff) || locked === true) {
      return {
        verdict: "bad",
        evidence: `A lock in force shuts ${userName} out.`,
        remedy: "Whoever set it can take it off: tctl get locks names it, tctl rm lock/… removes it.",
      };
    }
    const holds = user.roles.length === 0 ? "holds no role" : `holds ${user.roles.join(", ")}`;
    return locked === null
      ? {
          verdict: "unknown",
          evidence: `${userName} ${holds}. Whether a lock shuts them out could not be read.`,
          remedy: "Give the app's own Teleport role list and read on lock.",
        }
      : { verdict: "ok", evidence: holds };
  });
}

interface Asked {
  user: TeleportUser;
  app: AppServer;
  arn: string;
}

/** The kinds that speak of the app's labels; all others speak of the role's ARN. */
const aboutLabels: ReadonlySet<AccessFact["kind"]> = new Set([
  "denied-by-label",
  "label-mismatch",
  "no-labels",
]);

function accessChecks(o: Observation, { user, app, arn }: Asked): readonly Check[] {
  const roles = valueOr(o.roles, []);
  const explanation = explainAccess({ user, roles, app, arn });
  const [seen] = evaluatorOf(roles)(user, [app]);
  const listed: Verdict = seen ? (seen.listed === "yes" ? "ok" : "unknown") : "bad";
  const remedy = remedyFor(o, user);
  return [
    checkOf("app-shown", `The app is listed for ${user.name}`, o.roles, () => ({
      verdict: listed,
      evidence:
        listed === "ok"
          ? `A role of ${user.name} matches the app's labels.`
          : (wordsOf(explanation, (fact) => aboutLabels.has(fact.kind) || listed === "unknown") ??
            `No role of ${user.name} matches the labels of ${app.name}: ${labelsInWords(app)}.`),
      remedy,
    })),
    checkOf("arn-listed", "The same role lists this ARN", o.roles, () => {
      if (listed === "bad") return { verdict: "off", evidence: "Asked once the app is listed." };
      return { ...arnFinding(explanation, user.name), remedy };
    }),
  ];
}

function arnFinding(explanation: AccessExplanation, userName: string): Finding {
  const evidence = noneLists(explanation, userName) ?? wordsOf(explanation, () => true);
  switch (explanation.verdict) {
    case "granted":
      return { verdict: explanation.shown ? "ok" : "warn", evidence };
    case "refused":
      return { verdict: "bad", evidence };
    case "unknown":
      return { verdict: "unknown", evidence };
  }
}

/** Of several roles that lack the same, each in a sentence of its own would be read by nobody. */
function noneLists({ facts }: AccessExplanation, userName: string): string | null {
  const near = facts.filter(({ kind }) => kind === "arn-not-listed").map(({ role }) => role);
  const [dropped, ...others] = facts.filter(({ kind }) => kind !== "arn-not-listed");
  if (near.length < 2 || others.length > 0 || (dropped && dropped.kind !== "value-dropped")) return null;
  const none = `None of the roles of ${userName} that match the app lists this ARN: ${near.join(", ")}.`;
  return dropped ? `${none} ${dropped.words}` : none;
}

function wordsOf({ facts }: AccessExplanation, wanted: (fact: AccessFact) => boolean): string | null {
  const words = facts.filter(wanted).map((fact) => fact.words);
  return words.length === 0 ? null : words.slice(0, 3).join(" ");
}

function labelsInWords({ labels }: AppServer): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return pairs.join(", ") || "none";
}

function remedyFor(o: Observation, user: TeleportUser): string {
  const route = routeOf(o, user);
  return route.route === "direct" ? "Give access in step 5; it counts from their next sign-in." : route.words;
}
