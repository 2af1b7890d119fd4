import { findTag, integrationTag } from "#lib/domain/aws/tags.ts";
import { evaluateTrust } from "#lib/domain/aws/trust/verdict.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler } from "#lib/enrollment/ports.ts";
import { awsTags } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { sameOrAbsent } from "./same.ts";
import { aws, script } from "./shell-script.ts";
import { alreadyGone, backToBefore, nothingToTakeBack, removesWhatWeMade } from "./undo-outcomes.ts";

const kind = "aws/role-tag";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => x.key.toLowerCase() === y.key.toLowerCase() && x.value === y.value);

/** The tag is shared: other integrations whose role this role trusts reach it by the same tag. */
async function dependents({ aws: account, teleport, scope }: ResourceContext, id: string) {
  const [roleArn, key] = splitResourceId(id);
  if (key.toLowerCase() !== integrationTag.key) return [];
  const trustPolicy = await account.getTrustPolicy(roleArn);
  if (trustPolicy === null) return [];
  const others = (await teleport.listIntegrations()).filter(
    (other) => other.roleArn !== "" && other.roleArn !== scope.integrationRoleArn,
  );
  return others
    .filter(({ roleArn: integrationRoleArn }) => {
      const input = { integrationRoleArn, trustPolicy, livePrincipalIds: [], externalId: null };
      const { verdict, via } = evaluateTrust(input);
      return (verdict === "allowed" || verdict === "allowed-if") && via === "role";
    })
    .map(({ name }) => describeResource({ kind: "teleport/integration", id: name }));
}

function shell(roleArn: string, before: State | null, after: State | null): string {
  const { name } = roleOf(roleArn);
  if (after !== null) return aws("iam tag-role", { "role-name": name, tags: awsTags([after]) });
  if (before === null) return "";
  return aws("iam untag-role", { "role-name": name, "tag-keys": before.key });
}

const text = (state: State | null) => (state === null ? "" : `${state.key} = ${state.value}`);

export const roleTag: ResourceHandler<typeof kind> = {
  kind,

  async read({ aws: account }, id) {
    const [roleArn, key] = splitResourceId(id);
    const tags = await account.getRoleTags(roleArn);
    const found = findTag(tags ?? [], key);
    return found === undefined ? null : { key: found.key, value: found.value };
  },

  same,

  async write({ aws: account }, id, before, after) {
    const [roleArn, key] = splitResourceId(id);
    if (after === null) await account.untagRole(roleArn, before?.key ?? key);
    else await account.tagRole(roleArn, { key: after.key, value: after.value });
  },

  undo(_scope, { before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (!same(observed, after)) {
      return nothingToTakeBack("Somebody gave the tag another value since; that stays.");
    }
    return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
  },

  render(id, before, after) {
    const [roleArn, key] = splitResourceId(id);
    return {
      title: `Tag ${key} of ${roleOf(roleArn).name}`,
      language: "text",
      before: text(before),
      after: text(after),
    };
  },

  byHand(scope, id, before, after) {
    const [roleArn, key] = splitResourceId(id);
    const { name } = roleOf(roleArn);
    return script(scope, `tag-${name}.sh`, "Commands", true, {
      summary:
        after === null
          ? `Takes the tag ${key} off the role ${name}.`
          : `Tags the role ${name} with ${text(after)}.`,
      shell: shell(roleArn, before, after),
      documents: [],
    });
  },

  dependents,
};
