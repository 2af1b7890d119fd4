import { minimalPolicyByHand } from "../../minimal-policy.ts";
import { homeOf } from "../../home.ts";
import { lightOf } from "../../check-of.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { IntegrationStepView } from "../../views.ts";
import { integrationCheck, pingCheck, providerCheck, roleCheck, roleTrustCheck } from "./checks.ts";
import { consentsOf } from "./consents.ts";
import { webIdentityOf } from "./web-identity.ts";

export function integrationStepView(o: Observation): IntegrationStepView {
  const { integrationRoleArn, accountId, partition } = homeOf(o);
  const webIdentity = webIdentityOf(o);
  const role = roleCheck(o);
  const trust = roleTrustCheck(o);
  const integration = integrationCheck(o);
  const ping = pingCheck(o);
  return {
    issuerUrl: webIdentity ? `https://${webIdentity.issuerHostAndPath}` : null,
    providerArn: webIdentity?.providerArn ?? null,
    roleArn: integrationRoleArn,
    providerState: lightOf(providerCheck(o), chip(providerCheck(o).verdict)),
    roleState:
      role.verdict === "ok" ? lightOf(trust, chip(trust.verdict)) : lightOf(role, chip(role.verdict)),
    integrationState:
      integration.verdict === "ok"
        ? lightOf(ping, pingChip(ping.verdict))
        : lightOf(integration, chip(integration.verdict)),
    consents: consentsOf(o),
    minimalPolicy: webIdentity
      ? minimalPolicyByHand({
          accountId,
          partition,
          issuerHostAndPath: webIdentity.issuerHostAndPath,
          integrationRoleArn,
          identity: valueOr(o.aws, null),
        })
      : null,
  };
}

type Verdict = ReturnType<typeof roleCheck>["verdict"];

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
