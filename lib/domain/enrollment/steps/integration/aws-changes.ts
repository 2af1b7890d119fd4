import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { absentTags, tagRoomProblem } from "#lib/domain/aws/tags.ts";
import type { AwsRole, OidcProvider, Tag } from "#lib/domain/aws/types.ts";
import {
  newIntegrationRoleTrust,
  patchWebIdentityTrust,
  teleportAudience,
  type WebIdentity,
} from "#lib/domain/aws/web-identity-trust.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { changeOf } from "../../change-of.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { resourceId, type AnyChange, type ResourceStates } from "../../resource.ts";
import { trustFacts } from "../../trust-facts.ts";
import { blockedProblem } from "../blocked-patch.ts";
import { ownershipOf } from "./checks.ts";

type Changes = { ok: true; changes: readonly AnyChange[] } | { ok: false; problem: Problem };

/** What AWS lacks of the integration, in the order in which it must be made: provider, then role. */
export function awsChanges(o: Observation, webIdentity: WebIdentity): Changes {
  const provider = providerChanges(o, webIdentity);
  const needs = provider.map(({ key }) => key);
  const role = valueOr(o.integrationRole, null);
  if (!role) return { ok: true, changes: [...provider, newRole(o, webIdentity, needs)] };
  const adopted = adoptedRoleChanges(o, role, webIdentity, needs);
  return adopted.ok ? { ok: true, changes: [...provider, ...adopted.changes] } : adopted;
}

function providerChanges(o: Observation, { providerArn, issuerHostAndPath }: WebIdentity): AnyChange[] {
  const existing = valueOr(o.provider, null);
  if (existing) return mendedProvider(o, existing);
  const { needsThumbprint } = partitionFacts(homeOf(o).partition);
  const thumbprint = valueOr(o.issuer, null)?.thumbprint;
  return [
    changeOf("aws/oidc-provider", providerArn, {
      before: null,
      after: {
        url: `https://${issuerHostAndPath}`,
        audiences: [teleportAudience],
        // Left out, IAM itself makes sure that it reaches the issuer; China alone still demands it.
        thumbprints: needsThumbprint && thumbprint ? [thumbprint] : [],
        tags: ownershipOf(o),
      },
      why: "AWS must know the cluster before it takes its tokens.",
    }),
  ];
}

/** Audience and tags are added; what other integrations of the account put there stays. */
function mendedProvider(o: Observation, provider: OidcProvider): AnyChange[] {
  const audiences = provider.audiences.includes(teleportAudience)
    ? provider.audiences
    : [...provider.audiences, teleportAudience];
  const absent = roomyTags(provider.tags, ownershipOf(o));
  if (audiences === provider.audiences && absent.length === 0) return [];
  const before: ResourceStates["aws/oidc-provider"] = {
    url: `https://${provider.issuer}`,
    audiences: provider.audiences,
    thumbprints: provider.thumbprints,
    tags: provider.tags,
  };
  return [
    changeOf("aws/oidc-provider", provider.arn, {
      before,
      after: { ...before, audiences, tags: [...provider.tags, ...absent] },
      why:
        audiences === provider.audiences
          ? "Teleport's tags say whose provider it is."
          : `Teleport's tokens carry the audience ${teleportAudience}.`,
    }),
  ];
}

/** Tags are a convenience: where the owner's own fill the quota, ours stay away. */
function roomyTags(present: readonly Tag[], wanted: readonly Tag[]): readonly Tag[] {
  return tagRoomProblem(present, wanted) === null ? absentTags(present, wanted) : [];
}

function newRole(o: Observation, webIdentity: WebIdentity, needs: readonly string[]): AnyChange {
  const { integrationRoleArn } = homeOf(o);
  const parsed = parseRoleArn(integrationRoleArn);
  return changeOf("aws/role", integrationRoleArn, {
    before: null,
    after: {
      path: parsed.ok ? parsed.value.path : "/",
      description: `Lets Teleport reach this account for the integration ${o.integrationName}.`,
      trustPolicy: newIntegrationRoleTrust(webIdentity),
      tags: ownershipOf(o),
    },
    why: "The cluster assumes this role, and from it the roles that people choose.",
    needs,
  });
}

function adoptedRoleChanges(
  o: Observation,
  role: AwsRole,
  webIdentity: WebIdentity,
  needs: readonly string[],
): Changes {
  const { trustPolicy } = role;
  const patch = patchWebIdentityTrust({ ...webIdentity, ...trustFacts(o, trustPolicy), trustPolicy });
  if (patch.kind === "blocked") return { ok: false, problem: blockedProblem(role.name, patch) };
  // Tags that could not be read are not written: one of them might be somebody else's.
  const absent = role.tags === null ? [] : roomyTags(role.tags, ownershipOf(o));
  const tags = absent.map((tag) =>
    changeOf("aws/role-tag", resourceId(role.arn, tag.key), {
      before: null,
      after: tag,
      why: "Teleport's tags say whose role it is.",
    }),
  );
  const trust =
    patch.kind === "none"
      ? []
      : [
          changeOf("aws/role-trust", role.arn, {
            before: { document: trustPolicy },
            after: { document: patch.patched },
            why: "The role must let the cluster in; one statement is added, the others stay.",
            needs,
          }),
        ];
  return { ok: true, changes: [...tags, ...trust] };
}

/** What must have been written before Teleport can reach the role: everything but tags of an existing role. */
export function opensTheWay({ resource }: AnyChange): boolean {
  return resource.kind !== "aws/role-tag";
}
