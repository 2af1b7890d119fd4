import { findTag } from "#lib/domain/aws/tags.ts";
import type { OidcProvider } from "#lib/domain/aws/types.ts";
import { changeOf } from "../change-of.ts";
import { homeOf } from "../home.ts";
import { valueOr, type Observation } from "../observation.ts";
import { additions, isMadeHere, writesTo } from "../record/written.ts";
import type { ResourceStates } from "../resource.ts";
import { integrationRolesOf } from "../steps/trust/judgement.ts";
import { keysOf, nothingHere, type Layer, type Removal } from "./layer.ts";

type State = ResourceStates["aws/oidc-provider"];

export function isProviderMadeHere({ record }: Pick<Removal, "record">, arn: string): boolean {
  return isMadeHere(writesTo(record, "aws/oidc-provider", arn));
}

/** Shared by all integrations of the account and by every role that trusts it: it goes with the last of them. */
export function providerLayer(removal: Removal, role: Layer): Layer {
  const { o, choices } = removal;
  const provider = valueOr(o.provider, null);
  if (provider === null) return nothingHere;
  const what = `The identity provider ${provider.issuer} stays.`;
  const users = usersOf(o, provider, role);
  if (users.length > 0)
    return { ...nothingHere, stays: [{ what, why: `It is used by ${users.join(", ")}.` }] };
  const before = stateOf(provider);
  if (isProviderMadeHere(removal, provider.arn) || choices.has("provider")) {
    return {
      ...nothingHere,
      changes: [
        changeOf("aws/oidc-provider", provider.arn, {
          before,
          after: null,
          why: "Nothing in the account trusts the cluster any more.",
          needs: keysOf(role),
        }),
      ],
    };
  }
  const after = withoutOurs(removal, provider.arn, before);
  return {
    ...nothingHere,
    changes:
      after === null
        ? []
        : [
            changeOf("aws/oidc-provider", provider.arn, {
              before,
              after,
              why: "What this app added to the provider goes; the rest stays.",
              needs: keysOf(role),
            }),
          ],
    stays: [{ what, why: "It was made elsewhere." }],
  };
}

/** Other integrations of the account, and the roles that let the provider in. */
function usersOf(o: Observation, provider: OidcProvider, role: Layer): readonly string[] {
  const { accountId, integrationRoleArn } = homeOf(o);
  const integrations = valueOr(o.integrations, []).filter(
    ({ name, roleArn }) => name !== o.integrationName && integrationRolesOf(o, accountId).includes(roleArn),
  );
  const goes = role.changes.some(({ after, resource }) => after === null && resource.kind === "aws/role");
  // An adopted role that stays may have lost our statement by then.
  const rewritten = role.changes.flatMap(({ resource, after }) =>
    resource.kind === "aws/role-trust" && after !== null && "document" in after
      ? [[resource.id, after.document] as const]
      : [],
  );
  const documents = new Map(rewritten);
  const roles = (valueOr(o.scan, null)?.roles ?? []).filter(
    ({ arn, trustPolicy }) =>
      (documents.get(arn) ?? trustPolicy).includes(`"${provider.arn}"`) &&
      !(goes && arn === integrationRoleArn),
  );
  return [
    ...integrations.map(({ name }) => `the integration ${name}`),
    ...roles.map(({ name }) => `the role ${name}`),
  ];
}

function withoutOurs({ record }: Removal, arn: string, before: State): State | null {
  const writes = writesTo(record, "aws/oidc-provider", arn);
  const audiences = additions(writes, (state) => state.audiences);
  const text = (tag: State["tags"][number]) => JSON.stringify(tag);
  const tags = additions(writes, (state) => state.tags.map(text));
  const after = {
    ...before,
    audiences: before.audiences.filter((audience) => !audiences.has(audience)),
    tags: before.tags.filter((tag) => !tags.has(text(findTag(before.tags, tag.key) ?? tag))),
  };
  const isLess = after.audiences.length < before.audiences.length || after.tags.length < before.tags.length;
  return isLess && after.audiences.length > 0 ? after : null;
}

function stateOf({ issuer, audiences, thumbprints, tags }: OidcProvider): State {
  return { url: `https://${issuer}`, audiences, thumbprints, tags };
}
