import type { Check } from "../../check.ts";
import { integrationOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { stepState } from "../step-state.ts";
import { externalIdCheck } from "./external-id-check.ts";
import {
  integrationCheck,
  issuerCheck,
  pingCheck,
  providerCheck,
  roleCheck,
  roleTrustCheck,
  tagsCheck,
} from "./checks.ts";

export function integrationState(o: Observation): StepState {
  const checks = [
    issuerCheck,
    providerCheck,
    roleCheck,
    roleTrustCheck,
    tagsCheck,
    integrationCheck,
    pingCheck,
    externalIdCheck,
  ].flatMap((check) => check(o) ?? []);
  return stepState("integration", {
    checks,
    begun: integrationOf(o) !== null,
    parts: [o.cluster, o.issuer, o.aws, o.provider, o.integrationRole, o.integration],
    summary: summary(o, checks),
  });
}

const troubles: Readonly<Record<string, string>> = {
  issuer: "the issuer differs",
  provider: "the OIDC provider is missing or incomplete",
  role: "the integration role is missing",
  "role-trust": "the role does not let the cluster in",
  integration: "not created in Teleport",
  ping: "Teleport does not reach the account",
};

function summary(o: Observation, checks: readonly Check[]): string {
  const bad = checks.find(({ verdict }) => verdict === "bad");
  const begun = [o.integration, o.integrationRole, o.provider].some((part) => part.ok && part.value !== null);
  if (bad) return begun ? (troubles[bad.id] ?? "incomplete") : "not created";
  const unknown = checks.find(({ verdict }) => verdict === "unknown");
  if (unknown?.id === "ping") return "in place, not confirmed by Ping";
  return unknown ? "not known" : o.integrationName;
}
