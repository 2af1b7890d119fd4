import { teleportPermissions, type TeleportPermission } from "./app-permissions.ts";
import type { RoleRule } from "./types.ts";

/** A verb on a kind of resource, as the rules of a role name them. */
export type AskedVerb = Pick<TeleportPermission, "kind" | "verb">;

export interface HeldVerb extends AskedVerb {
  verdict: "allowed" | "denied" | "unknown";
}

/** A rule that denies wins over all that allow; under a condition neither is certain. */
export function heldVerb(rules: readonly RoleRule[], { kind, verb }: AskedVerb): HeldVerb {
  const has = (names: readonly string[], name: string) => names.includes("*") || names.includes(name);
  const named = rules.filter(({ kinds, verbs }) => has(kinds, kind) && has(verbs, verb));
  const denies = named.filter(({ effect }) => effect === "deny");
  const allows = named.filter(({ effect }) => effect === "allow");
  const verdict = (): HeldVerb["verdict"] => {
    if (allows.length === 0 || denies.some(({ conditional }) => !conditional)) return "denied";
    return denies.length > 0 || allows.every(({ conditional }) => conditional) ? "unknown" : "allowed";
  };
  return { kind, verb, verdict: verdict() };
}

export function heldVerbs(
  rules: readonly RoleRule[],
  asked: readonly AskedVerb[] = teleportPermissions,
): readonly HeldVerb[] {
  return asked.map((each) => heldVerb(rules, each));
}

/** `update on role`, as the author of a role's rules needs it. */
export function verbWords({ kind, verb }: AskedVerb): string {
  return `${verb} on ${kind}`;
}
