import { accountLabel } from "#lib/domain/teleport/labels.ts";

import type { RoleAssessment } from "./assess.ts";
import { accountOfRoleArn } from "./shown-arns.ts";
import type { SideMatch } from "./side-match.ts";
import type { AccessApp } from "./types.ts";

/** One thing that speaks for or against access, with the words to show for it. */
export interface AccessFact {
  kind:
    | "grants"
    | "denied-by-label"
    | "denied-by-arn"
    | "hidden"
    | "unknown"
    | "label-mismatch"
    | "no-labels"
    | "arn-not-listed"
    | "value-dropped"
    | "role-missing"
    | "nothing";
  /** The Teleport role that it is about; null where it is about none. */
  role: string | null;
  words: string;
}

export function grants(role: string, app: string): AccessFact {
  return { kind: "grants", role, words: `Role ${role} matches the app ${app} and lists the role ARN.` };
}

export function deniedByLabel(role: string, app: string): AccessFact {
  return {
    kind: "denied-by-label",
    role,
    words: `Role ${role} denies the app ${app} by its labels, with everything in it.`,
  };
}

export function deniedByArn(role: string): AccessFact {
  return { kind: "denied-by-arn", role, words: `Role ${role} denies the role ARN on every app.` };
}

export function hidden(app: AccessApp, arn: string): AccessFact {
  const account = accountOfRoleArn(arn);
  const words =
    account === null
      ? "The value is not an IAM role ARN, so that no app lists it."
      : `The role ARN belongs to account ${account}, and the app ${app.name} carries the label ${accountLabel}: ${app.labels[accountLabel]}. Teleport would let it through, but does not list it there.`;
  return { kind: "hidden", role: null, words };
}

export function unknownMatch(
  role: string,
  app: string,
  side: "allow" | "deny",
  match: SideMatch,
): AccessFact {
  const verb = side === "allow" ? "allows" : "denies";
  return {
    kind: "unknown",
    role,
    words: `Whether role ${role} ${verb} the app ${app} ${unknownWords(match)}`,
  };
}

function unknownWords(match: SideMatch): string {
  if (match.verdict !== "unknown") return "is known.";
  switch (match.what) {
    case "label-expression":
      return `depends on the label expression ${match.text}, which only Teleport evaluates.`;
    case "label-pattern":
      return `depends on the label value ${match.text}, which is not a valid regular expression.`;
    case "template":
      return `depends on the template ${match.text}, which only Teleport evaluates.`;
  }
}

export function unknownTemplate(role: string, side: "allow" | "deny", template: string): AccessFact {
  const verb = side === "allow" ? "lists" : "denies";
  return {
    kind: "unknown",
    role,
    words: `Whether role ${role} ${verb} the role ARN depends on the template ${template}, which only Teleport evaluates.`,
  };
}

/** A role that lists the ARN, but does not match the app. */
export function mismatch(role: string, app: AccessApp, match: SideMatch): AccessFact {
  if (match.verdict === "no" && match.because === "label") {
    const wanted = match.wanted.length === 0 ? "no value" : match.wanted.join(" or ");
    const found =
      match.found === null
        ? `the app ${app.name} has no such label`
        : `the app ${app.name} has ${match.found}`;
    return {
      kind: "label-mismatch",
      role,
      words: `Role ${role} lists the role ARN, but wants the label ${match.key} to be ${wanted}, and ${found}.`,
    };
  }
  return {
    kind: "no-labels",
    role,
    words: `Role ${role} lists the role ARN, but has no app_labels, so that it matches no app.`,
  };
}

/** A role that matches the app, but does not list the ARN: what it lacks, and what was left out of it. */
export function notListed({ role }: RoleAssessment, app: string): AccessFact[] {
  return [
    {
      kind: "arn-not-listed",
      role: role.name,
      words: `Role ${role.name} matches the app ${app}, but does not list the role ARN.`,
    },
    ...role.allow.dropped.map(({ template, because }): AccessFact => ({
      kind: "value-dropped",
      role: role.name,
      words: `Role ${role.name} has ${template} among its role ARNs, which adds nothing: ${because}.`,
    })),
  ];
}

export function roleMissing(role: string): AccessFact {
  return {
    kind: "role-missing",
    role,
    words: `The user holds role ${role}, which the cluster does not have.`,
  };
}

export function nothing(user: string): AccessFact {
  return { kind: "nothing", role: null, words: `No role of ${user} matches the app or lists the role ARN.` };
}
