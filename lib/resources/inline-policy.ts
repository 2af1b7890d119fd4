import { patchAppAccess, removeAppAccessStatement } from "#lib/domain/aws/inline-policy.ts";
import { samePolicy } from "#lib/domain/aws/policy-document.ts";
import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler, UndoOutcome } from "#lib/enrollment/ports.ts";
import { inlinePolicySteps } from "./inline-policy-by-hand.ts";
import { prettyPolicy } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { script } from "./shell-script.ts";
import {
  alreadyGone,
  backToBefore,
  nothingToTakeBack,
  ourPartBack,
  ourPartOnly,
  removesWhatWeMade,
  undoConflict,
} from "./undo-outcomes.ts";

const kind = "aws/inline-policy";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => samePolicy(x.document, y.document));

function withoutOurStatement(id: string, observed: State): UndoOutcome<typeof kind> {
  const removal = removeAppAccessStatement(observed.document);
  switch (removal.kind) {
    case "absent":
      return alreadyGone();
    case "delete-policy":
      return { kind: "change", after: null, why: "Nothing but our statement is in it." };
    case "removed":
      return { kind: "change", after: { document: removal.document }, why: ourPartOnly };
    case "conflict":
      return undoConflict({ kind, id }, removal.words, "Mend the policy by hand, then undo again.");
  }
}

const holdsOurs = (state: State | null) =>
  state !== null && removeAppAccessStatement(state.document).kind !== "absent";

/** The change had taken our statement out, and others changed the policy since: it comes back beside theirs. */
function withOurStatement(id: string, observed: State): UndoOutcome<typeof kind> {
  const patch = patchAppAccess(observed.document);
  if (patch.kind === "none") return alreadyGone();
  return patch.kind === "blocked"
    ? undoConflict({ kind, id }, patch.words, "Mend the policy by hand, then undo again.")
    : { kind: "change", after: { document: patch.document }, why: ourPartBack };
}

/** Whoever still trusts the role is reached through this policy: their trust statements go first. */
async function dependents({ aws: account }: ResourceContext, id: string): Promise<readonly string[]> {
  const [roleArn] = splitResourceId(id);
  const { roles } = await account.scanRoles();
  const own = roles.find(({ arn }) => arn === roleArn);
  return roles
    .filter(({ arn, trustPolicy }) => {
      return arn !== roleArn && trustNamesRole(trustPolicy, { arn: roleArn, roleId: own?.roleId ?? null });
    })
    .map(({ arn }) => describeResource({ kind: "aws/role-trust", id: arn }));
}

export const inlinePolicy: ResourceHandler<typeof kind> = {
  kind,

  async read({ aws: account }, id) {
    const document = await account.getInlinePolicy(...splitResourceId(id));
    return document === null ? null : { document };
  },

  same,

  async write({ aws: account }, id, _before, after) {
    const [roleArn, policyName] = splitResourceId(id);
    if (after === null) await account.deleteInlinePolicy(roleArn, policyName);
    else await account.putInlinePolicy(roleArn, policyName, after.document);
  },

  undo(_scope, { id, before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (observed === null) return alreadyGone();
    if (after === null) return nothingToTakeBack("Somebody made the policy anew since; that stays.");
    return holdsOurs(before) && !holdsOurs(after)
      ? withOurStatement(id, observed)
      : withoutOurStatement(id, observed);
  },

  render(id, before, after) {
    const [roleArn, policyName] = splitResourceId(id);
    return {
      title: `Inline policy ${policyName} of ${roleOf(roleArn).name}`,
      language: "json",
      before: before === null ? "" : prettyPolicy(before.document),
      after: after === null ? "" : prettyPolicy(after.document),
    };
  },

  byHand(scope, id, before, after) {
    const [roleArn, policyName] = splitResourceId(id);
    return script(
      scope,
      `policy-${roleOf(roleArn).name}-${policyName}.sh`,
      "Commands",
      true,
      inlinePolicySteps(id, before, after),
    );
  },

  dependents,
};
