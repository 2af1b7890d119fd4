import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { absentTags, ownershipTags } from "#lib/domain/aws/tags.ts";
import { evaluateWebIdentityTrust, teleportAudience } from "#lib/domain/aws/web-identity-trust.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { isRunStopping } from "#lib/domain/errors.ts";
import { adoptionRefusal } from "../../adoptable.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import { usesBucket, webIdentityOf } from "./web-identity.ts";

const applyIt = "Apply this step";

export function issuerCheck(o: Observation): Check {
  return checkOf("issuer", "The issuer is the cluster's public address", o.issuer, (issuer) => {
    if (usesBucket(o))
      return { verdict: "off", evidence: "This integration keeps the issuer that Teleport published in S3." };
    if (issuer.url === issuer.expectedUrl) return { verdict: "ok", evidence: issuer.url };
    return {
      verdict: "bad",
      evidence: `The discovery document says ${issuer.url}; by the public address it must be ${issuer.expectedUrl}.`,
      remedy: "Correct the proxy's public address in Teleport: AWS compares the issuer letter by letter.",
    };
  });
}

export function providerCheck(o: Observation): Check {
  return checkOf("provider", "AWS knows the cluster as OIDC provider", o.provider, (provider): Finding => {
    const wanted = webIdentityOf(o)?.providerArn ?? "its ARN is not known yet";
    if (!provider) {
      return {
        verdict: "bad",
        evidence: `The account has no such provider: ${wanted}.`,
        remedy: `${applyIt}: it creates the provider.`,
      };
    }
    return provider.audiences.includes(teleportAudience)
      ? { verdict: "ok", evidence: `${provider.arn}, audience ${teleportAudience}` }
      : {
          verdict: "bad",
          evidence: `${provider.arn} lacks the audience ${teleportAudience}; it has ${provider.audiences.join(", ") || "none"}.`,
          remedy: `${applyIt}: it adds the audience; those of others stay.`,
        };
  });
}

export function roleCheck(o: Observation): Check {
  return checkOf("role", "The integration role exists", o.integrationRole, (role) =>
    role
      ? { verdict: "ok", evidence: role.arn }
      : {
          verdict: "bad",
          evidence: `There is no role ${homeOf(o).integrationRoleArn}.`,
          remedy: `${applyIt}: it creates the role.`,
        },
  );
}

export function roleTrustCheck(o: Observation): Check {
  return checkOf("role-trust", "The role lets the cluster in", o.integrationRole, (role): Finding => {
    const webIdentity = webIdentityOf(o);
    if (!role) return { verdict: "bad", evidence: "The role does not exist yet." };
    if (!webIdentity) return { verdict: "unknown", evidence: "The cluster's issuer is not known." };
    const { verdict, words } = evaluateWebIdentityTrust({ ...webIdentity, trustPolicy: role.trustPolicy });
    switch (verdict) {
      case "allowed":
        return { verdict: "ok", evidence: words };
      case "not-allowed":
        return {
          verdict: "bad",
          evidence: words,
          remedy: `${applyIt}: it adds one statement; the others stay.`,
        };
      case "denied":
        return {
          verdict: "bad",
          evidence: words,
          remedy: "The owner of that statement must change it: a Deny wins over every Allow.",
        };
      case "allowed-if":
      case "unreadable":
        return { verdict: "unknown", evidence: words, remedy: "Look at the role in the IAM console." };
    }
  });
}

/** Tags are for finding things again; nothing fails without them. */
export function tagsCheck(o: Observation): Check {
  return checkOf("tags", "Provider and role carry Teleport's tags", o.integrationRole, (role): Finding => {
    const provider = valueOr(o.provider, null);
    const parts = [role, provider].filter((part) => part !== null);
    if (parts.length === 0) return { verdict: "off", evidence: "Neither exists yet." };
    const absent = parts.flatMap(({ tags }) => absentTags(tags ?? [], ownershipOf(o)));
    return absent.length === 0
      ? { verdict: "ok", evidence: "teleport.dev/cluster, teleport.dev/origin, teleport.dev/integration" }
      : {
          verdict: "warn",
          evidence: `Missing: ${[...new Set(absent.map(({ key }) => key))].join(", ")}.`,
          remedy: `${applyIt}: it adds them; tags that others set stay.`,
        };
  });
}

export function ownershipOf(o: Observation) {
  return ownershipTags({
    clusterName: valueOr(o.cluster, null)?.name ?? "",
    integrationName: o.integrationName,
  });
}

export function integrationCheck(o: Observation): Check {
  return checkOf("integration", "Teleport has the integration", o.integration, (integration): Finding => {
    if (!integration) {
      return {
        verdict: "bad",
        evidence: `There is no integration named ${o.integrationName}.`,
        remedy: `${applyIt}: it creates the integration.`,
      };
    }
    const refusal = adoptionRefusal(integration);
    if (refusal) return { verdict: "bad", evidence: refusal, remedy: "Enroll under another name." };
    const role: AwsRole | null = valueOr(o.integrationRole, null);
    return !role || role.arn === integration.roleArn
      ? { verdict: "ok", evidence: `${integration.name} names ${integration.roleArn}` }
      : {
          verdict: "bad",
          evidence: `Teleport names ${integration.roleArn}; the role is ${role.arn}.`,
          remedy: `${applyIt}: it corrects the ARN.`,
        };
  });
}

const title = "Teleport reaches this account";

export function pingCheck(o: Observation): Check {
  const { partition, accountId } = homeOf(o);
  const { teleportOidcNote } = partitionFacts(partition);
  if (teleportOidcNote) {
    return {
      id: "ping",
      title,
      verdict: "unknown",
      evidence: teleportOidcNote,
      remedy: null,
      at: o.ping.at,
    };
  }
  if (!o.ping.ok && !isUnanswerable(o.ping.problem.code)) {
    const { what, why, remedy } = o.ping.problem;
    return { id: "ping", title, verdict: "bad", evidence: `${what} ${why}`, remedy, at: o.ping.at };
  }
  return checkOf("ping", title, o.ping, (ping): Finding => {
    if (!ping) return { verdict: "off", evidence: "There is nothing to ask yet." };
    return ping.accountId === accountId
      ? { verdict: "ok", evidence: `Teleport's Ping answers as ${ping.arn}` }
      : {
          verdict: "bad",
          evidence: `Ping answers from account ${ping.accountId}, not ${accountId}: ${ping.arn}`,
          remedy: "The integration names a role of another account.",
        };
  });
}

/** Failures that say nothing about AWS: the question never got there. */
function isUnanswerable(code: Parameters<typeof isRunStopping>[0]): boolean {
  return isRunStopping(code) || code === "teleport-unsupported" || code === "teleport-access-denied";
}
