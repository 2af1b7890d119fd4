import { teleportAudience } from "#lib/domain/aws/web-identity-trust.ts";
import type { Light, Verdict } from "../../check.ts";
import { homeOf } from "../../home.ts";
import { lightOf } from "../../check-of.ts";
import { valueOr, type Observation, type Observed } from "../../observation.ts";
import type { IntegrationStepView } from "../../views.ts";
import { integrationCheck, pingCheck, providerCheck, roleTrustCheck } from "./checks.ts";
import { consentsOf } from "./consents.ts";
import { webIdentityOf } from "./web-identity.ts";

export function integrationStepView(o: Observation): IntegrationStepView {
  const { integrationRoleArn, accountId, partition } = homeOf(o);
  const webIdentity = webIdentityOf(o);
  const provider = providerCheck(o);
  const trust = roleTrustCheck(o);
  const integration = integrationCheck(o);
  const ping = pingCheck(o);
  return {
    issuerUrl: webIdentity ? `https://${webIdentity.issuerHostAndPath}` : null,
    providerArn: webIdentity?.providerArn ?? null,
    roleArn: integrationRoleArn,
    providerState: isAbsent(o.provider)
      ? notCreated
      : lightOf(provider, chip(provider.verdict), `Audience ${teleportAudience}`),
    roleState: isAbsent(o.integrationRole) ? notCreated : lightOf(trust, chip(trust.verdict)),
    integrationState: isAbsent(o.integration)
      ? notCreated
      : integration.verdict === "ok"
        ? lightOf(ping, pingChip(ping.verdict))
        : lightOf(integration, chip(integration.verdict)),
    consents: consentsOf(o),
    policyQuestion: webIdentity
      ? {
          accountId,
          partition,
          issuerHostAndPath: webIdentity.issuerHostAndPath,
          integrationRoleArn,
          identity: valueOr(o.aws, null),
        }
      : null,
    byHandOnly: null,
  };
}

const notCreated: Light = { state: "off", label: "not created", words: "Does not exist yet." };

function isAbsent(part: Observed<object | null>): boolean {
  return part.ok && part.value === null;
}

const chips: Readonly<Record<Verdict, string>> = {
  ok: "in place",
  bad: "to do",
  warn: "incomplete",
  off: "–",
  unknown: "unknown",
};

function chip(verdict: Verdict): string {
  return chips[verdict];
}

function pingChip(verdict: Verdict): string {
  return verdict === "ok" ? "answers" : verdict === "bad" ? "no answer" : chips[verdict];
}
