import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { reservedKind, reservedWords } from "#lib/domain/aws/reserved-role.ts";
import { targetTagState } from "#lib/domain/aws/tags.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { adoptionRefusal } from "../../adoptable.ts";
import { homeOf, integrationOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { wrongAccount } from "../aws-refusal.ts";
import { usesBucket } from "./web-identity.ts";

/** What keeps step 1 from being planned at all, however the person chooses; null where nothing does. */
export function integrationRefusal(o: Observation): Problem | null {
  const role = valueOr(o.integrationRole, null);
  return (
    unreadProblem(o) ??
    wrongAccount(o) ??
    wrongIntegration(o) ??
    issuerDiffers(o) ??
    thumbprintMissing(o) ??
    (role ? roleRefusal(o, role) : null)
  );
}

function unreadProblem(o: Observation): Problem | null {
  const parts = [o.cluster, o.aws, o.integration, o.integrations, o.provider, o.integrationRole];
  const unread = [...parts, ...(usesBucket(o) ? [] : [o.issuer])].find((part) => !part.ok);
  return unread?.ok === false ? unread.problem : null;
}

function wrongIntegration(o: Observation): Problem | null {
  const integration = integrationOf(o);
  const refusal = integration && adoptionRefusal(integration);
  if (!refusal) return null;
  return {
    code: "teleport-already-exists",
    what: `The name ${o.integrationName} belongs to an integration that can't be enrolled.`,
    why: refusal,
    remedy: "Begin an enrollment under another name.",
    evidence: `integration ${o.integrationName}`,
  };
}

function issuerDiffers(o: Observation): Problem | null {
  const issuer = valueOr(o.issuer, null);
  if (!issuer || usesBucket(o) || issuer.url === issuer.expectedUrl) return null;
  return {
    code: "configuration-invalid",
    what: "The cluster's issuer is not its public address.",
    why: `The discovery document says ${issuer.url}; by the public address it must be ${issuer.expectedUrl}. AWS would refuse the cluster's tokens.`,
    remedy: "Correct the proxy's public address in Teleport, then read again.",
    evidence: `${issuer.url} ≠ ${issuer.expectedUrl}`,
  };
}

function thumbprintMissing(o: Observation): Problem | null {
  const { needsThumbprint, name } = partitionFacts(homeOf(o).partition);
  if (!needsThumbprint || valueOr(o.provider, null) || valueOr(o.issuer, null)?.thumbprint) return null;
  return {
    code: "teleport-unreachable",
    what: "The thumbprint of the cluster's certificate could not be read.",
    why: `${name} wants it with every OIDC provider.`,
    remedy: "Make sure that the app reaches the cluster's public address, then read again.",
  };
}

function roleRefusal(o: Observation, role: AwsRole): Problem | null {
  const reserved = reservedKind(role);
  const owner = valueOr(o.integrations, []).find(
    ({ name, roleArn }) => name !== o.integrationName && roleArn === role.arn,
  );
  const reason = reserved
    ? `It is ${reservedWords(reserved)}.`
    : owner
      ? `It is the integration role of ${owner.name}; two integrations on one role could not be told apart, nor removed one by one.`
      : role.arn === valueOr(o.aws, null)?.roleArn
        ? "It is the role that this app itself runs as."
        : targetTagState(role.tags).state === "true"
          ? "It is tagged as a target, and would be allowed to assume itself."
          : null;
  if (reason === null) return null;
  return {
    code: "input-invalid",
    what: `The role ${role.name} can't be the integration role.`,
    why: reason,
    remedy: "Discard this draft and begin again with another role name.",
    evidence: role.arn,
  };
}
