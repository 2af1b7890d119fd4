import { findTag, integrationTag, originTagKey, originTagValue } from "#lib/domain/aws/tags.ts";
import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { mayLetIn } from "#lib/domain/aws/trust/may-let-in.ts";
import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler } from "#lib/enrollment/ports.ts";
import { awsTags } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { aws, script } from "./shell-script.ts";
import { tagLines } from "./tag-by-hand.ts";
import { alreadyGone, backToBefore, nothingToTakeBack, removesWhatWeMade } from "./undo-outcomes.ts";

const kind = "aws/role-tag";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => x.key.toLowerCase() === y.key.toLowerCase() && x.value === y.value);

/** The tag is shared: other integrations whose role this role trusts, named or not, reach it by the same tag. */
async function dependents(context: ResourceContext, id: string) {
  const [roleArn, key] = splitResourceId(id);
  if (key.toLowerCase() !== integrationTag.key) return [];
  const trustPolicy = await context.aws.getTrustPolicy(roleArn);
  if (trustPolicy === null) return [];
  const { integration, integrationRoleArn } = context.scope;
  const others = (await context.teleport.listIntegrations()).filter(
    (other) => other.roleArn !== "" && other.name !== integration,
  );
  // Under a condition too: who meets it is theirs to know.
  const here = others.filter(({ roleArn: arn }) => {
    const role = { arn, roleId: null };
    return trustNamesRole(trustPolicy, role) || (isOfAccount(context, arn) && mayLetIn(trustPolicy, role));
  });
  const listed = new Set([integrationRoleArn, ...others.map((other) => other.roleArn)]);
  const elsewhere = await rolesOfOtherClusters(context, trustPolicy, listed);
  return [
    ...here.map(({ name }) => describeResource({ kind: "teleport/integration", id: name })),
    ...elsewhere.map((arn) => describeResource({ kind: "aws/role", id: arn })),
  ];
}

function isOfAccount({ scope }: ResourceContext, arn: string): boolean {
  const parsed = parseRoleArn(arn);
  return parsed.ok && parsed.value.accountId === scope.accountId;
}

/** Whole ARNs without wildcards: as principals, or in a condition that compares exactly. */
const roleArns = /(?<=")arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+(?=")/g;

/** Integration roles that this cluster does not list; the tags that Teleport puts on them tell. */
async function rolesOfOtherClusters(
  { aws: account, scope }: ResourceContext,
  trustPolicy: string,
  listed: ReadonlySet<string>,
): Promise<readonly string[]> {
  const ofAccount = `arn:${scope.partition}:iam::${scope.accountId}:role/`;
  const named = [...new Set(trustPolicy.match(roleArns))].filter(
    (arn) => arn.startsWith(ofAccount) && !listed.has(arn),
  );
  const tags = await Promise.all(named.map((arn) => account.getRoleTags(arn)));
  return named.filter((_arn, at) => findTag(tags[at] ?? [], originTagKey)?.value === originTagValue);
}

function shell([roleArn, key]: readonly [string, string], before: State | null, after: State | null) {
  const { name } = roleOf(roleArn);
  const role = { "role-name": name };
  if (before === null && after === null) return "";
  return tagLines({
    what: `The tag ${key} of ${name}`,
    key,
    before,
    after,
    list: aws("iam list-role-tags", { ...role, query: "Tags[].[Key, Value]", output: "text" }),
    write:
      after === null
        ? aws("iam untag-role", { ...role, "tag-keys": before?.key ?? key })
        : aws("iam tag-role", { ...role, tags: awsTags([after]) }),
  });
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
      shell: shell([roleArn, key], before, after),
      documents: [],
    });
  },

  dependents,
};
