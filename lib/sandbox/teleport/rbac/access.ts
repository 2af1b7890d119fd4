import type { RoleConditions, RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { evaluateLabelExpression } from "./label-expression.ts";
import { matchesPattern } from "./pattern.ts";
import { expandTemplate, type Traits } from "./template.ts";

export type Labels = Readonly<Record<string, string>>;

/** Who asks: the roles that exist, and the traits that their templates read. */
export interface Subject {
  roles: readonly RoleV6[];
  traits: Traits;
}

interface Side {
  selector: readonly { key: string; patterns: readonly string[] }[];
  expression: string;
  arns: readonly string[];
}

interface ExpandedRole {
  name: string;
  allow: Side;
  deny: Side;
}

export type ArnDecision = { allowed: true; role: string } | { allowed: false; reason: string };

const anyLabel = { key: "*", patterns: ["*"] } as const;

function expandSide(conditions: RoleConditions | undefined, traits: Traits, everyLabel: boolean): Side {
  const entries = Object.entries(conditions?.AppLabels?.Values ?? {});
  const selector = entries.map(([key, values]) => ({
    key: expandTemplate(key, traits)[0] ?? "",
    patterns: values.Values.flatMap((value) => expandTemplate(value, traits)),
  }));
  return {
    selector: selector.length === 0 && everyLabel ? [anyLabel] : selector,
    expression: conditions?.AppLabelsExpression ?? "",
    arns: (conditions?.AWSRoleARNs ?? []).flatMap((value) => expandTemplate(value, traits)),
  };
}

function expandRole(role: RoleV6, traits: Traits): ExpandedRole {
  return {
    name: role.Metadata?.Name ?? "",
    // Roles of version 3 were written when no labels meant all labels.
    allow: expandSide(role.Spec?.Allow, traits, role.Version === "v3"),
    deny: expandSide(role.Spec?.Deny, traits, false),
  };
}

function matchesSelector(selector: Side["selector"], labels: Labels): boolean {
  if (selector.length === 0) return false;
  // `*: *` matches every app, whatever stands beside it; with other values `*` is a key like any other.
  if (selector.some(({ key, patterns }) => key === "*" && patterns.length === 1 && patterns[0] === "*"))
    return true;
  return selector.every(({ key, patterns }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value !== undefined && patterns.some((pattern) => matchesPattern(pattern, value));
  });
}

/** On the allow side selector and expression must both match; one that can't be evaluated does not. */
function allowMatches(side: Side, labels: Labels, traits: Traits): boolean {
  if (side.expression === "") return matchesSelector(side.selector, labels);
  if (side.selector.length > 0 && !matchesSelector(side.selector, labels)) return false;
  return evaluateLabelExpression(side.expression, labels, traits) === true;
}

/** On the deny side either is enough, and one that can't be evaluated denies. */
function denyMatches(side: Side, labels: Labels, traits: Traits): boolean {
  if (matchesSelector(side.selector, labels)) return true;
  return side.expression !== "" && evaluateLabelExpression(side.expression, labels, traits) !== false;
}

/** A subject's access to apps, by the rules of Teleport's access checker. */
export class AppAccess {
  readonly #roles: readonly ExpandedRole[];
  readonly #traits: Traits;

  constructor(subject: Subject) {
    this.#traits = subject.traits;
    this.#roles = subject.roles.map((role) => expandRole(role, subject.traits));
  }

  /** Whether the app is listed at all. */
  seesApp(labels: Labels): boolean {
    if (this.#roles.some((role) => denyMatches(role.deny, labels, this.#traits))) return false;
    return this.#roles.some((role) => allowMatches(role.allow, labels, this.#traits));
  }

  /** Whether the role ARN may be used on the app: one single role must match the labels and list the ARN. */
  decide(labels: Labels, arn: string): ArnDecision {
    for (const role of this.#roles) {
      if (denyMatches(role.deny, labels, this.#traits)) {
        return { allowed: false, reason: `role ${role.name} denies the app` };
      }
      if (role.deny.arns.includes(arn)) return { allowed: false, reason: `role ${role.name} denies ${arn}` };
    }
    const granting = this.#roles.find(
      (role) => role.allow.arns.includes(arn) && allowMatches(role.allow, labels, this.#traits),
    );
    if (granting) return { allowed: true, role: granting.name };
    return { allowed: false, reason: `no role grants ${arn} on this app` };
  }

  /** Every ARN that may be used on the app, sorted. */
  arns(labels: Labels): string[] {
    const candidates = new Set(this.#roles.flatMap((role) => role.allow.arns));
    return [...candidates].filter((arn) => this.decide(labels, arn).allowed).sort();
  }

  /** The ARNs that a tile offers: of an app with an account label, those of that account (display only). */
  offeredArns(labels: Labels): string[] {
    const accountId = labels["aws_account_id"];
    const arns = this.arns(labels);
    return accountId === undefined ? arns : arns.filter((arn) => arn.split(":")[4] === accountId);
  }
}
