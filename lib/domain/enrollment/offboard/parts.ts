import type { Problem } from "#lib/domain/errors.ts";
import { knownRoles } from "../known-roles.ts";
import { valueOr, type Observation } from "../observation.ts";
import { routeOf } from "../steps/access/people.ts";
import { wrongAccount } from "../steps/aws-refusal.ts";
import { refusedInput } from "../steps/plan-results.ts";
import { accessRoleFates } from "./access-roles.ts";
import { layerOf, kept, type Removal } from "./layer.ts";
import { removalPlan, trustLayer, type RemovalPlan } from "./plan.ts";
import { tagLayer } from "./tags.ts";
import { trustFate } from "./trust.ts";
import { fromUser, rolesToTake } from "./users.ts";

/** These roles: our trust statement, which is what counts, and then the tag. */
export function planTrustRemoval(removal: Removal, roleArns: readonly string[]): RemovalPlan {
  const { o } = removal;
  const known = knownRoles(o);
  const unread = [o.cluster, o.aws, known, o.integrationRole, o.integrations].find(({ ok }) => !ok);
  if (unread?.ok === false) return { kind: "refused", problem: unread.problem };
  const problem = wrongAccount(o);
  if (problem) return { kind: "refused", problem };
  const roles = new Map(valueOr(known, null)?.roles.map((role) => [role.arn, role]));
  const missing = roleArns.filter((arn) => !roles.has(arn)).map((arn) => noSuchRole(o, arn));
  const [first] = missing;
  if (first !== undefined && missing.length === roleArns.length) return { kind: "refused", problem: first };
  const fates = roleArns.flatMap((arn) => roles.get(arn) ?? []).map((role) => trustFate(removal, role));
  const theirs = fates
    .filter(({ namesUs, leftOut, isOfOthersToo }) => namesUs && leftOut === null && !isOfOthersToo)
    .map(({ role }) => namedByOthers(role.name, role.arn));
  const layer = layerOf([
    trustLayer(removal, fates),
    tagLayer(removal, fates),
    { leftOut: [...theirs, ...missing] },
  ]);
  const nothing =
    fates.length === 1 ? "Nothing of ours is left in this role." : "Nothing of ours is left in these roles.";
  return removalPlan(
    o,
    "trust",
    layer,
    fates.some(({ isOfOthersToo }) => isOfOthersToo) ? staysAsItIs : nothing,
  );
}

const staysAsItIs = "Nothing goes: what is there is another integration's too.";

/** Where the roles can't be listed, a role that is missing among the named ones may well be there. */
function noSuchRole({ scan, named }: Observation, roleArn: string): Problem {
  const unread = named?.unread.find(({ arn }) => arn === roleArn);
  if (!scan.ok && unread !== undefined) return unread.problem;
  if (!scan.ok) {
    return missingRole(
      roleArn,
      "This role was not read.",
      "The roles of the account can't be listed, and it is not among those that were named.",
      "Name it in step 3, then take the trust away again.",
    );
  }
  return missingRole(
    roleArn,
    "The account has no such role.",
    "It was deleted, or made after the roles were read.",
    "Choose the role from the list of step 3.",
  );
}

function missingRole(evidence: string, what: string, why: string, remedy: string): Problem {
  return { code: "input-invalid", what, why, remedy, evidence };
}

/** Access goes on where somebody else's statement lets the integration role in: that is said, not touched. */
function namedByOthers(name: string, arn: string) {
  return kept(
    `${name} still trusts the integration role.`,
    "A statement that is not ours names it, and this app takes out only its own.",
    "Its owner must change that statement; until then the role can be assumed.",
    arn,
  );
}

/** One person: what this enrollment gave them, and nothing else. */
export function planPersonRemoval(removal: Removal, userName: string): RemovalPlan {
  const { o } = removal;
  const unread = [o.cluster, o.identity, o.apps, o.roles, o.users].find(({ ok }) => !ok);
  if (unread?.ok === false) return { kind: "refused", problem: unread.problem };
  const user = valueOr(o.users, []).find(({ name }) => name === userName);
  if (user === undefined) {
    return refusal(
      `Teleport has no user ${userName}.`,
      "The user was deleted, or never signed in: SSO users exist only while they are signed in.",
      "Choose the person from the list of step 5.",
    );
  }
  const { route, words } = routeOf(o, user);
  if (route !== "direct") {
    return refusal(
      `The access of ${userName} can't be taken away here.`,
      words,
      "Take it away where it comes from; to close a role to everybody, take our trust away in step 3.",
    );
  }
  const fates = accessRoleFates(removal);
  const names = rolesToTake(removal, user, fates);
  const stays = fates
    .filter(({ role }) => user.roles.includes(role.name) && !names.includes(role.name))
    .map(({ role }) => ({
      what: `${userName} keeps the Teleport role ${role.name}, and what it opens.`,
      why: "It was not given by this app, as far as its record tells.",
    }));
  const layer = layerOf([fromUser(removal, user, names), { stays }]);
  return removalPlan(o, "access", layer, `${userName} holds nothing of this enrollment that this app gave.`);
}

function refusal(what: string, why: string, remedy: string): RemovalPlan {
  const refused = refusedInput(what, why, remedy);
  return refused.kind === "refused"
    ? { kind: "refused", problem: refused.problem }
    : { kind: "nothing", words: what, leftOut: [], stays: [] };
}
