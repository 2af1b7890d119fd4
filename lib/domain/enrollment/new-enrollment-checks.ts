import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { majorOf } from "#lib/domain/teleport/documents.ts";
import { utcMinute } from "#lib/domain/text/utc-minute.ts";
import type { Check } from "./check.ts";
import { checkOf, type Finding } from "./check-of.ts";
import { awsPermissionsCheck, teleportPermissionsCheck } from "./new-enrollment-permissions.ts";
import type { EnrollmentOverview } from "./overview.ts";
import { oldestMajor } from "./world-notices.ts";

/** Checks whose failure leaves nothing to begin with; the others are said, and may be passed over. */
const required: ReadonlySet<string> = new Set([
  "cluster",
  "version",
  "teleport-identity",
  "identity-valid",
  "issuer",
  "integrations",
  "aws",
]);

export function preventsStart({ id, verdict }: Check): boolean {
  return required.has(id) && (verdict === "bad" || verdict === "unknown");
}

/** In the guide's order: the cluster, who we are there, the account, who we are there. */
export function newEnrollmentChecks(overview: EnrollmentOverview): readonly Check[] {
  return [...clusterChecks(overview), ...identityChecks(overview), ...awsChecks(overview)];
}

function clusterChecks({ cluster, issuer }: EnrollmentOverview): Check[] {
  return [
    checkOf("cluster", "The Teleport cluster is reached", cluster, ({ name, serverVersion }) => ({
      verdict: "ok",
      evidence: `${name}, Teleport ${serverVersion}`,
    })),
    checkOf(
      "version",
      `The cluster runs Teleport ${oldestMajor} or newer`,
      cluster,
      ({ serverVersion }): Finding => {
        const isNew = majorOf(serverVersion) >= oldestMajor;
        return isNew
          ? { verdict: "ok", evidence: serverVersion }
          : {
              verdict: "bad",
              evidence: `It runs ${serverVersion}.`,
              remedy: `AWS access through an integration needs Teleport ${oldestMajor} or newer.`,
            };
      },
    ),
    checkOf("tls-routing", "TLS routing is on", cluster, ({ tlsRouting }): Finding =>
      tlsRouting
        ? { verdict: "ok", evidence: "One port serves everything." }
        : {
            verdict: "warn",
            evidence: "The proxy has it off.",
            remedy:
              "The app then reaches the auth service by its own address only: set TELEPORT_AUTH_ADDRESS.",
          },
    ),
    checkOf("port", "The proxy is reached on port 443", cluster, ({ publicAddress }): Finding => {
      const port = /:(\d+)$/.exec(publicAddress)?.[1] ?? "443";
      return port === "443"
        ? { verdict: "ok", evidence: publicAddress }
        : {
            verdict: "warn",
            evidence: `Its public address is ${publicAddress}.`,
            remedy:
              "AWS discourages a port in a provider's address and may refuse it: put the proxy on port 443.",
          };
    }),
    checkOf(
      "issuer",
      "The OIDC issuer is the cluster's public address",
      issuer,
      ({ url, expectedUrl }): Finding =>
        url === expectedUrl
          ? { verdict: "ok", evidence: url }
          : {
              verdict: "bad",
              evidence: `The discovery document says ${url}; by the public address it must be ${expectedUrl}.`,
              remedy:
                "Correct the proxy's public address in Teleport: AWS compares the issuer letter by letter.",
            },
    ),
  ];
}

function identityChecks(overview: EnrollmentOverview): Check[] {
  const { identity, integrations, readAt } = overview;
  return [
    checkOf(
      "teleport-identity",
      "The app's identity belongs to a bot",
      identity,
      ({ userName, isBot, roles }): Finding => {
        const who = `${userName}, with the roles ${roles.join(", ") || "none"}`;
        return isBot
          ? { verdict: "ok", evidence: who }
          : {
              verdict: "warn",
              evidence: `${who}: a person's identity.`,
              remedy:
                "Teleport asks a person for a second factor before roles or users are changed, which the app can't give: use a Machine ID identity.",
            };
      },
    ),
    checkOf(
      "identity-valid",
      "The identity is valid and renewed",
      identity,
      ({ expiresAt, notRenewed }): Finding => {
        if (isPast(expiresAt, readAt)) {
          return {
            verdict: "bad",
            evidence: `It ended at ${utcMinute(expiresAt)}.`,
            remedy: "Renew the identity file.",
          };
        }
        return notRenewed
          ? {
              verdict: "warn",
              evidence: `It has not been renewed for two intervals, and ends at ${utcMinute(expiresAt)}.`,
              remedy: "See whether Machine ID still runs.",
            }
          : { verdict: "ok", evidence: `Valid until ${utcMinute(expiresAt)}` };
      },
    ),
    checkOf("integrations", "The identity may read integrations", integrations, (list) => ({
      verdict: "ok",
      evidence: `${list.length} found.`,
    })),
    teleportPermissionsCheck(overview),
  ];
}

/** Both in UTC as ISO 8601; compared to the second. */
function isPast(time: string, now: string): boolean {
  return time.slice(0, 19) <= now.slice(0, 19);
}

function awsChecks(overview: EnrollmentOverview): Check[] {
  const { aws, readAt } = overview;
  return [
    checkOf("aws", "The AWS account is reached", aws, ({ accountId, arn, roleArn }) => ({
      verdict: "ok",
      evidence: `Account ${accountId}, as ${roleArn ?? arn}`,
    })),
    checkOf("aws-valid", "The AWS credentials are valid", aws, ({ expiresAt }): Finding => {
      if (expiresAt === null) return { verdict: "ok", evidence: "They do not expire by themselves." };
      return isPast(expiresAt, readAt)
        ? {
            verdict: "bad",
            evidence: `They ended at ${utcMinute(expiresAt)}.`,
            remedy: "Renew the app's AWS credentials.",
          }
        : { verdict: "ok", evidence: `Valid until ${utcMinute(expiresAt)}` };
    }),
    checkOf("partition", "Teleport's integration works in this partition", aws, ({ partition }): Finding => {
      const { name, teleportOidcNote } = partitionFacts(partition);
      return teleportOidcNote === null
        ? { verdict: "ok", evidence: `${name} (${partition})` }
        : {
            verdict: "warn",
            evidence: teleportOidcNote,
            remedy: "Going on all the same is your explicit choice.",
          };
    }),
    awsPermissionsCheck(overview),
  ];
}
