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

/** One role: our trust statement, which is what counts, and then the tag. */
export function planTrustRemoval(removal: Removal, roleArn: string): RemovalPlan {
  const { o } = removal;
  const known = knownRoles(o);
  const unread = [o.cluster, o.aws, known, o.integrationRole].find(({ ok }) => !ok);
  if (unread?.ok === false) return { kind: "refused", problem: unread.problem };
  const problem = wrongAccount(o);
  if (problem) return { kind: "refused", problem };
  const role = valueOr(known, null)?.roles.find(({ arn }) => arn === roleArn);
  if (role === undefined) return noSuchRole(o, roleArn);
  const fate = trustFate(removal, role);
  const theirs = fate.namesUs && fate.leftOut === null ? [namedByOthers(role.name, role.arn)] : [];
  const layer = layerOf([trustLayer([fate]), tagLayer(removal, [fate]), { leftOut: theirs }]);
  return removalPlan(o, "trust", layer, "Nothing of ours is left in this role.");
}

/** Where the roles can't be listed, a role that is missing among the named ones may well be there. */
function noSuchRole({ scan, named }: Observation, roleArn: string): RemovalPlan {
  const unread = named?.unread.find(({ arn }) => arn === roleArn);
  if (!scan.ok && unread !== undefined) return { kind: "refused", problem: unread.problem };
  if (!scan.ok) {
    return refusal(
      "This role was not read.",
      "The roles of the account can't be listed, and it is not among those that were named.",
      "Name it in step 3, then take the trust away again.",
    );
  }
  return refusal(
    "The account has no such role.",
    "It was deleted, or made after the roles were read.",
    "Choose the role from the list of step 3.",
  );
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
