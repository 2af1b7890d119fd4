import { findTag } from "#lib/domain/aws/tags.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { whetherThere } from "#lib/domain/text/aws-script.ts";
import { ifAsRead, say } from "#lib/domain/text/plan-guard.ts";
import { shellLine } from "#lib/domain/text/shell.ts";
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

/** Thumbprints are left out: the app writes none of a provider that exists, and IAM fills in its own. */
const known = `def sets: walk(if type == "array" then unique else . end);
def known: {
  audiences: (.ClientIDList // []),
  tags: (.Tags // [] | map({key: (.Key | ascii_downcase), value: .Value}))
};
known | sets | if . == ($before | sets) then "as-read" elif . == ($after | sets) then "as-planned" else "moved" end`;

const knownOf = (state: State | null) =>
  state && {
    audiences: state.audiences,
    tags: state.tags.map(({ key, value }) => ({ key: key.toLowerCase(), value })),
  };

const look = (arn: string) => ({
  what: `The identity provider ${arn}`,
  command: ["aws", "iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", arn],
});

/** Reads the provider, and sets `state` to what of it is known to the app. */
function stateLines(arn: string, before: State, after: State | null): string {
  const json = (name: string, state: State | null) => ["--argjson", name, JSON.stringify(knownOf(state))];
  const jq = shellLine(["jq", "--raw-output", ...json("before", before), ...json("after", after), known]);
  const read = shellLine([...look(arn).command, "--output", "json"]);
  return `provider=$(${read})\nstate=$(printf '%s' "$provider" | ${jq})\n`;
}

function remove(arn: string, before: State): HandSteps {
  const { what } = look(arn);
  const gone = aws("iam delete-open-id-connect-provider", { "open-id-connect-provider-arn": arn });
  return {
    summary: `Deletes the identity provider ${arn}, unless it changed since (with aws and jq).`,
    shell: whetherThere(
      look(arn),
      `${stateLines(arn, before, null)}${ifAsRead(what, gone)}`,
      say(`${what} is gone already.`),
    ),
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
  return {
    summary: `Changes the identity provider ${arn}, unless it changed since (with aws and jq).`,
    shell: `${stateLines(arn, before, after)}${ifAsRead(look(arn).what, lines.join(""))}`,
    documents: [],
  };
}

export function providerSteps(arn: string, before: State | null, after: State | null): HandSteps {
  if (after === null) return before === null ? nothingByHand : remove(arn, before);
  return before === null ? create(after) : update(arn, before, after);
}
