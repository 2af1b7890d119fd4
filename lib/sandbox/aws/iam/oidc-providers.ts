import { AwsError, alreadyExists, invalidInput, noSuchEntity, quotaExceeded } from "../api/aws-error.ts";
import { authorize, callerOf, iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { IssuerUnreachable } from "../auth/issuers.ts";
import { keyOf } from "../store/keys.ts";
import { findProvider, providerArn } from "../store/directory.ts";
import type { OidcProvider } from "../store/model.ts";
import { isoSeconds } from "../timestamp.ts";
import { providerUrl } from "./oidc-url.ts";
import { arnOf } from "./rules.ts";
import {
  mergeTags,
  resourceTagContext,
  shownTags,
  tagContext,
  tagKeysOf,
  tagsOf,
  withoutTags,
} from "./tags.ts";

const mostProviders = 100;
const mostAudiences = 100;
const audience = { min: 1, max: 255 };
const thumbprint = { min: 40, max: 40, pattern: /^[0-9A-Fa-f]+$/ };

async function create(call: Call) {
  const { accountId } = callerOf(call);
  const { input } = call;
  const url = providerUrl(input.text("Url", { min: 1, max: 255 }));
  const audiences = [...new Set(input.list("ClientIDList", audience))];
  const given = thumbprintsOf(call);
  const tags = mergeTags([], tagsOf(input));
  const arn = providerArn({ accountId, url });
  authorize(call, "iam:CreateOpenIDConnectProvider", arn, tagContext(tags, []));
  if (tags.length > 0) authorize(call, "iam:TagOpenIDConnectProvider", arn, tagContext(tags, []));
  if (audiences.length > mostAudiences) throw audienceQuota();
  const thumbprints = given.length > 0 ? given : await fetchedThumbprints(call, `https://${url}`);
  if (findProvider(call.view, accountId, url)) {
    throw alreadyExists(`Provider with url https://${url} already exists.`);
  }
  if (call.view.list("oidc-provider", accountId).length >= mostProviders) {
    throw quotaExceeded("OpenIdConnectProvidersPerAccount", mostProviders);
  }
  const provider: OidcProvider = {
    kind: "oidc-provider",
    accountId,
    url,
    audiences,
    thumbprints,
    createdAt: isoSeconds(call.nowMs),
    tags,
  };
  save(call, provider);
  return { OpenIDConnectProviderArn: arn, Tags: shownTags(tags) };
}

function thumbprintsOf(call: Call): string[] {
  const thumbprints = call.input.list("ThumbprintList", thumbprint);
  if (thumbprints.length > 5) throw invalidInput("Thumbprint list must contain fewer than 5 entries.");
  return thumbprints;
}

/** Without thumbprints IAM asks the issuer itself, which proves that it can be reached. */
async function fetchedThumbprints(call: Call, issuer: string): Promise<string[]> {
  try {
    const { thumbprint: found } = await call.issuers.discover(issuer);
    return found === null ? [] : [found];
  } catch (error) {
    if (!(error instanceof IssuerUnreachable)) throw error;
    throw new AwsError(
      "OpenIdIdpCommunicationError",
      400,
      `The OpenID Connect identity provider at ${issuer} could not be reached.`,
    );
  }
}

const audienceQuota = () => quotaExceeded("ClientIdsPerOpenIdConnectProvider", mostAudiences);

function save(call: Call, provider: OidcProvider): void {
  call.commit([{ key: keyOf(provider), entity: provider }]);
}

function find(call: Call): { arn: string; provider: OidcProvider | undefined } {
  const arn = arnOf(call.input, "OpenIDConnectProviderArn");
  const { accountId } = callerOf(call);
  const prefix = `arn:aws:iam::${accountId}:oidc-provider/`;
  const provider = arn.startsWith(prefix)
    ? findProvider(call.view, accountId, arn.slice(prefix.length))
    : undefined;
  authorize(call, `iam:${call.action}`, arn, resourceTagContext(provider?.tags ?? []));
  if (!/^arn:aws:iam::\d{12}:oidc-provider\/.+$/.test(arn)) throw invalidInput(`${arn} is invalid`);
  return { arn, provider };
}

function existing(call: Call): OidcProvider {
  const { arn, provider } = find(call);
  if (!provider) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}

function get(call: Call) {
  const provider = existing(call);
  return {
    Url: provider.url,
    ClientIDList: provider.audiences,
    ThumbprintList: provider.thumbprints,
    CreateDate: provider.createdAt,
    Tags: shownTags(provider.tags),
  };
}

function list(call: Call) {
  const { accountId } = callerOf(call);
  authorize(call, "iam:ListOpenIDConnectProviders", `arn:aws:iam::${accountId}:oidc-provider/*`);
  const providers = call.view.list("oidc-provider", accountId);
  return { OpenIDConnectProviderList: providers.map((provider) => ({ Arn: providerArn(provider) })) };
}

function addAudience(call: Call) {
  const added = call.input.text("ClientID", audience);
  const provider = existing(call);
  const audiences = [...new Set([...provider.audiences, added])];
  if (audiences.length > mostAudiences) throw audienceQuota();
  save(call, { ...provider, audiences });
  return undefined;
}

function removeAudience(call: Call) {
  const removed = call.input.text("ClientID", audience);
  const provider = existing(call);
  save(call, { ...provider, audiences: provider.audiences.filter((kept) => kept !== removed) });
  return undefined;
}

function updateThumbprints(call: Call) {
  const thumbprints = thumbprintsOf(call);
  save(call, { ...existing(call), thumbprints });
  return undefined;
}

/** No error when there is none: IAM's delete is idempotent. */
function remove(call: Call) {
  const { provider } = find(call);
  if (provider) call.commit([{ key: keyOf(provider), entity: null }]);
  return undefined;
}

function tag(call: Call) {
  const tags = tagsOf(call.input);
  const provider = existing(call);
  save(call, { ...provider, tags: mergeTags(provider.tags, tags) });
  return undefined;
}

function untag(call: Call) {
  const keys = tagKeysOf(call.input);
  const provider = existing(call);
  save(call, { ...provider, tags: withoutTags(provider.tags, keys) });
  return undefined;
}

function listTags(call: Call) {
  const { items, more } = pageOf(call.input, existing(call).tags);
  return { Tags: shownTags(items), ...more };
}

export const oidcOperations: Operations = {
  CreateOpenIDConnectProvider: iamWrite(create),
  GetOpenIDConnectProvider: iamRead(get),
  ListOpenIDConnectProviders: iamRead(list),
  AddClientIDToOpenIDConnectProvider: iamWrite(addAudience),
  RemoveClientIDFromOpenIDConnectProvider: iamWrite(removeAudience),
  UpdateOpenIDConnectProviderThumbprint: iamWrite(updateThumbprints),
  DeleteOpenIDConnectProvider: iamWrite(remove),
  TagOpenIDConnectProvider: iamWrite(tag),
  UntagOpenIDConnectProvider: iamWrite(untag),
  ListOpenIDConnectProviderTags: iamRead(listTags),
};
