import { findTag } from "#lib/domain/aws/tags.ts";
import type { Tag } from "#lib/domain/aws/types.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler } from "#lib/enrollment/ports.ts";
import { providerSteps } from "./oidc-provider-by-hand.ts";
import { prettyJson, sortedTags } from "./pretty.ts";
import { sameOrAbsent, sameSet, sameTags, without } from "#lib/domain/enrollment/same.ts";
import { script } from "./shell-script.ts";
import {
  alreadyGone,
  backToBefore,
  nothingToTakeBack,
  ourPartOnly,
  removesWhatWeMade,
} from "./undo-outcomes.ts";

const kind = "aws/oidc-provider";
type State = ResourceStates[typeof kind];

const issuerOf = (state: State) => state.url.replace(/^https:\/\//, "");

/** A list that was left out is filled in by IAM: it is no difference. */
function sameThumbprints(a: readonly string[], b: readonly string[]): boolean {
  const lower = (list: readonly string[]) => list.map((item) => item.toLowerCase());
  return a.length === 0 || b.length === 0 || sameSet(lower(a), lower(b));
}

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(
    a,
    b,
    (x, y) =>
      issuerOf(x) === issuerOf(y) &&
      sameSet(x.audiences, y.audiences) &&
      sameTags(x.tags, y.tags) &&
      sameThumbprints(x.thumbprints, y.thumbprints),
  );

const hasTag = (tags: readonly Tag[], { key, value }: Tag) => findTag(tags, key)?.value === value;

/** The audience is shared by all integrations of the account: it is never taken from another one. */
async function assertNobodyElse({ teleport, scope }: ResourceContext, audiences: readonly string[]) {
  if (audiences.length === 0) return;
  const others = (await teleport.listIntegrations()).filter(
    (other) => other.roleArn !== scope.integrationRoleArn && other.roleArn.split(":")[4] === scope.accountId,
  );
  if (others.length === 0) return;
  throw new AppError({
    code: "still-needed",
    what: `The audience ${audiences.join(", ")} was not removed from the identity provider.`,
    why: "Other integrations of this account use it too.",
    remedy: "Leave it; it goes with the last integration of the account.",
    evidence: others.map(({ name }) => name).join(", "),
  });
}

async function update(context: ResourceContext, arn: string, before: State, after: State): Promise<void> {
  const account = context.aws;
  const removed = without(before.audiences, after.audiences);
  await assertNobodyElse(context, removed);
  for (const audience of without(after.audiences, before.audiences)) await account.addAudience(arn, audience);
  for (const audience of removed) await account.removeAudience(arn, audience);
  const tags = after.tags.filter((tag) => !hasTag(before.tags, tag));
  if (tags.length > 0) await account.tagOidcProvider(arn, tags);
  const untagged = before.tags.filter(({ key }) => findTag(after.tags, key) === undefined);
  if (untagged.length > 0)
    await account.untagOidcProvider(
      arn,
      untagged.map(({ key }) => key),
    );
}

/** What the change added is taken out of what is there now; what it replaced comes back where it was not replaced again. */
function takeBack(before: State | null, after: State, observed: State): State | null {
  const former = before ?? { ...after, audiences: [], tags: [] };
  const kept = without(observed.audiences, without(after.audiences, former.audiences));
  const audiences = [...kept, ...without(without(former.audiences, after.audiences), kept)];
  if (before === null && audiences.length === 0) return null;
  const tags = observed.tags.flatMap((tag) => {
    const isOurs = hasTag(after.tags, tag) && !hasTag(former.tags, tag);
    return isOurs ? (findTag(former.tags, tag.key) ?? []) : tag;
  });
  const taken = former.tags.filter(({ key }) => !findTag(after.tags, key) && !findTag(tags, key));
  return { ...observed, audiences, tags: [...tags, ...taken] };
}

async function dependents({ aws: account }: ResourceContext, arn: string): Promise<readonly string[]> {
  const { roles } = await account.scanRoles();
  return roles
    .filter(
      ({ trustPolicy }) => trustPolicy.includes(JSON.stringify(arn)) || trustPolicy.includes(`"${arn}"`),
    )
    .map((role) => describeResource({ kind: "aws/role", id: role.arn }));
}

function text(state: State | null): string {
  if (state === null) return "";
  const { url, audiences, thumbprints, tags } = state;
  const shown = { url, audiences: audiences.toSorted(), thumbprints, tags: sortedTags(tags) };
  return prettyJson(thumbprints.length === 0 ? { ...shown, thumbprints: undefined } : shown);
}

export const oidcProvider: ResourceHandler<typeof kind> = {
  kind,

  async read({ aws: account }, arn) {
    const provider = await account.getOidcProvider(arn);
    if (provider === null) return null;
    const { issuer, audiences, thumbprints, tags } = provider;
    return { url: `https://${issuer}`, audiences, thumbprints, tags };
  },

  same,

  async write(context, arn, before, after) {
    if (after === null) await context.aws.deleteOidcProvider(arn);
    else if (before === null) await context.aws.createOidcProvider(after);
    else await update(context, arn, before, after);
  },

  undo(_scope, { before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : backToBefore };
    }
    if (observed === null) return alreadyGone();
    if (after === null) return nothingToTakeBack("Somebody made the provider anew since; that stays.");
    const back = takeBack(before, after, observed);
    return same(back, observed) ? alreadyGone() : { kind: "change", after: back, why: ourPartOnly };
  },

  render(arn, before, after) {
    const issuer = arn.slice(arn.indexOf("/") + 1);
    return {
      title: `Identity provider ${issuer}`,
      language: "json",
      before: text(before),
      after: text(after),
    };
  },

  byHand: (scope, arn, before, after) =>
    script(scope, "oidc-provider.sh", "Commands", true, providerSteps(arn, before, after)),

  dependents,
};
