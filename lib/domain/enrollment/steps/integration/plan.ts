import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { changeOf } from "../../change-of.ts";
import { homeOf, integrationOf } from "../../home.ts";
import type { StepInputs } from "../../inputs.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AnyChange, WaitKind } from "../../resource.ts";
import { planned, refused, refusedInput } from "../plan-results.ts";
import type { StepPlan } from "../step-definition.ts";
import { awsChanges, opensTheWay } from "./aws-changes.ts";
import { pingCheck } from "./checks.ts";
import { consentsOf } from "./consents.ts";
import { integrationRefusal } from "./refusals.ts";
import { webIdentityOf } from "./web-identity.ts";

const nothing = "Provider, role and integration agree; there is nothing to do.";

/**
 * Provider, role, then the wait until Ping by the role's ARN alone answers, then the integration, then Ping by name.
 * The inline policy is step 2's: Ping needs none.
 */
export function planIntegration(o: Observation, { consents }: StepInputs["integration"]): StepPlan {
  const refusal = integrationRefusal(o);
  if (refusal) return refused(refusal);
  const webIdentity = webIdentityOf(o);
  if (!webIdentity) return refused(unknownIssuer);
  const aws = awsChanges(o, webIdentity);
  if (!aws.ok) return refused(aws.problem);
  const teleport = integrationChange(o, aws.changes);
  const changes = withWait(o, [...aws.changes, ...teleport]);
  if (changes.length === 0) return planned(o, "integration", [], nothing);

  const missing = consentsOf(o).filter(({ id }) => !consents.includes(id));
  if (missing.length > 0) {
    return refusedInput(
      "A choice is still open.",
      missing.map(({ words }) => words).join(" "),
      "Read what is asked, and choose it if you want to go on.",
      Object.fromEntries(
        missing.map(({ id, title }) => [`consents.${id}`, `Choose this to go on: ${title}.`]),
      ),
    );
  }
  // With nothing left to write in AWS there is no write to wait after: the role must answer already. An integration that
  // exists was asked by its name, and is silent for the very reason that it names another role.
  const isNew = teleport.length > 0 && integrationOf(o) === null;
  const silent = isNew && !aws.changes.some(opensTheWay) ? silence(o) : null;
  return silent ? refused(silent) : planned(o, "integration", changes, nothing);
}

function integrationChange(o: Observation, aws: readonly AnyChange[]): AnyChange[] {
  const existing = integrationOf(o);
  const roleArn = valueOr(o.integrationRole, null)?.arn ?? homeOf(o).integrationRoleArn;
  if (existing?.roleArn === roleArn) return [];
  const before = existing && {
    subKind: existing.subKind,
    roleArn: existing.roleArn,
    audience: existing.audience,
    issuerS3Uri: existing.issuerS3Uri,
  };
  const fresh = { subKind: "aws-oidc", roleArn, audience: "", issuerS3Uri: "" };
  return [
    changeOf("teleport/integration", o.integrationName, {
      before,
      after: before ? { ...before, roleArn } : fresh,
      why: before
        ? "The integration must name the role under the ARN that it has."
        : "Teleport must know which role it may assume in the account.",
      needs: aws.filter(opensTheWay).map(({ key }) => key),
    }),
  ];
}

/** The last write in AWS is followed by the wait for Ping, the integration's by the wait for Ping by name. */
function withWait(o: Observation, changes: readonly AnyChange[]): AnyChange[] {
  if (!partitionFacts(homeOf(o).partition).worksWithTeleportOidc) return [...changes];
  const isNamed = !changes.some(({ resource }) => resource.kind === "teleport/integration");
  const before: WaitKind = isNamed ? "ping-by-name" : "ping-by-role-arn";
  const last = changes.findLast(
    (change) => opensTheWay(change) && change.resource.kind !== "teleport/integration",
  );
  return changes.map((change) => {
    if (change.resource.kind === "teleport/integration") return { ...change, waitFor: "ping-by-name" };
    return change === last ? { ...change, waitFor: before } : change;
  });
}

/** Why the role does not answer to Ping by its ARN; null where it does, or where that can't be asked. */
function silence(o: Observation): Problem | null {
  const { verdict, evidence } = pingCheck(o);
  if (verdict === "ok" || verdict === "unknown") return null;
  if (!o.ping.ok) return o.ping.problem;
  return {
    code: "not-confirmed",
    what: "Teleport does not reach the integration role yet.",
    why: evidence ?? "Ping by the role's ARN has not answered.",
    remedy:
      "AWS may need a minute to know the role everywhere: read again, then prepare the change once more.",
    evidence: homeOf(o).integrationRoleArn,
  };
}

const unknownIssuer: Problem = {
  code: "teleport-unreachable",
  what: "The cluster's issuer is not known.",
  why: "Its discovery document could not be read.",
  remedy: "Make sure that the app reaches the cluster's public address, then read again.",
};
