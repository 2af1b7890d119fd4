import { findTag } from "#lib/domain/aws/tags.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { awsTags } from "./pretty.ts";
import { without } from "#lib/domain/enrollment/same.ts";
import { aws, nothingByHand, type HandSteps } from "./shell-script.ts";

type State = ResourceStates["aws/oidc-provider"];

function create(state: State): HandSteps {
  const { url, audiences, thumbprints, tags } = state;
  return {
    summary: `Creates the identity provider for ${url}.`,
    shell: aws("iam create-open-id-connect-provider", {
      url,
      "client-id-list": audiences,
      "thumbprint-list": thumbprints,
      tags: awsTags(tags),
    }),
    documents: [],
  };
}

function update(arn: string, before: State, after: State): HandSteps {
  const target = { "open-id-connect-provider-arn": arn };
  const tags = after.tags.filter(({ key, value }) => findTag(before.tags, key)?.value !== value);
  const untagged = before.tags.filter(({ key }) => findTag(after.tags, key) === undefined);
  const lines = [
    ...without(after.audiences, before.audiences).map((audience) =>
      aws("iam add-client-id-to-open-id-connect-provider", { ...target, "client-id": audience }),
    ),
    ...without(before.audiences, after.audiences).map((audience) =>
      aws("iam remove-client-id-from-open-id-connect-provider", { ...target, "client-id": audience }),
    ),
    tags.length === 0 ? "" : aws("iam tag-open-id-connect-provider", { ...target, tags: awsTags(tags) }),
    untagged.length === 0
      ? ""
      : aws("iam untag-open-id-connect-provider", {
          ...target,
          "tag-keys": untagged.map(({ key }) => key),
        }),
  ];
  return { summary: `Changes the identity provider ${arn}.`, shell: lines.join(""), documents: [] };
}

export function providerSteps(arn: string, before: State | null, after: State | null): HandSteps {
  if (after === null) {
    if (before === null) return nothingByHand;
    return {
      summary: `Deletes the identity provider ${arn}.`,
      shell: aws("iam delete-open-id-connect-provider", { "open-id-connect-provider-arn": arn }),
      documents: [],
    };
  }
  return before === null ? create(after) : update(arn, before, after);
}
