import type { ReadStatement } from "../policy-statement.ts";
import type { IntegrationPrincipal } from "./integration-principal.ts";
import type { Findings } from "./findings.ts";
import type { TrustVerdict } from "./verdict.ts";

function memberInWords(member: { kind: string; value: string }, who: IntegrationPrincipal): string {
  const { kind, value } = member;
  if (kind !== "AWS")
    return kind === "Federated" ? (/(?:oidc|saml)-provider\/(.+)$/.exec(value)?.[1] ?? value) : value;
  if (value === "*") return "everyone";
  if (value === who.arn || value === who.roleId) return "the integration role";
  const account = /^\d{12}$/.test(value) ? value : /^arn:[\w-]+:iam::(\d{12}):root$/.exec(value)?.[1];
  if (account) return account === who.accountId ? "its own account" : `account ${account}`;
  const named = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(role|user|assumed-role)\/(.+)$/.exec(value);
  if (!named) return value;
  const [, home, type, path = ""] = named;
  const noun = type === "assumed-role" ? "session" : type;
  const name = type === "assumed-role" ? path : path.slice(path.lastIndexOf("/") + 1);
  return home === who.accountId ? `${noun} ${name}` : `${noun} ${name} of account ${home}`;
}

function listInWords(names: readonly string[]): string {
  const [first = "nobody", second] = names;
  if (names.length <= 1) return first;
  if (names.length === 2) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${names[2]}`;
  return `${first}, ${second} and ${names.length - 2} more`;
}

function trusted(statements: readonly ReadStatement[], who: IntegrationPrincipal): string {
  const members = statements
    .filter((statement) => statement.effect === "Allow")
    .flatMap((statement) =>
      statement.principal?.negated
        ? ["everyone but those named"]
        : (statement.principal?.members ?? []).map((member) => memberInWords(member, who)),
    );
  return listInWords([...new Set(members)]);
}

/** One line that says what stands in the policy, the thing that matters most first. */
export function summariseTrust(of: {
  verdict: TrustVerdict["verdict"];
  found: Findings;
  statements: readonly ReadStatement[];
  deadPrincipals: readonly string[];
  ownIsStale: boolean;
  principal: IntegrationPrincipal;
}): string {
  const { verdict, found, statements, deadPrincipals, principal } = of;
  const [deny] = found.denies;
  if (deny) return `statement ${deny.statement.index + 1} denies the integration role`;
  const [dead] = deadPrincipals;
  if (dead && verdict === "not-allowed")
    return `names a deleted principal ${dead}; IAM refuses any change until it is removed`;
  if (of.ownIsStale && found.conditionalGrants.length === 0)
    return "holds our statement, but for a role that was deleted";
  if (found.grants.length === 0 && found.conditionalGrants.length > 0)
    return "adding ours would widen a conditional grant";
  const who = trusted(statements, principal);
  if (verdict === "not-allowed") return /^nobody$|,| and /.test(who) ? `trusts ${who}` : `trusts ${who} only`;
  return verdict === "allowed-if" ? `trusts ${who}, but a Deny may apply` : `trusts ${who}`;
}
