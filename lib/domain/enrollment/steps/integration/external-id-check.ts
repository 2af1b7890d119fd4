import { roleArn } from "#lib/domain/aws/arn.ts";
import { principalArn } from "#lib/domain/aws/app-permissions-held.ts";
import { analyseTrust } from "#lib/domain/aws/trust/analysis.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { knownRoles } from "../../known-roles.ts";
import { valueOr, type Observation } from "../../observation.ts";

const title = "The role that leads into the account asks for the external id";
const remedy =
  "Add the condition on sts:ExternalId to its trust policy, as “How the app reaches the account” shows it. Without one, whoever may name a role to this app can have it act in this account (a confused deputy).";

/** Null where the account is that of the app's own credentials: nothing is assumed then. */
export function externalIdCheck(o: Observation): Check | null {
  const arn = o.profile.accessRoleArn;
  if (arn === null) return null;
  return checkOf("external-id", title, knownRoles(o), (scan): Finding => {
    const role = scan.roles.find((one) => one.arn === arn);
    const own = o.ownAws ? valueOr(o.ownAws, null) : null;
    if (!role || !own) return { verdict: "off", evidence: "Its trust policy was not read." };
    return letsInWithout(role.trustPolicy, own)
      ? { verdict: "warn", evidence: `${arn} lets the app in without an external id.`, remedy }
      : { verdict: "ok", evidence: `Nothing in the trust policy of ${arn} lets the app in without it.` };
  });
}

/** By its own name, by its account, or as anybody: each is looked at with no external id sent. */
function letsInWithout(trustPolicy: string, own: AwsIdentity): boolean {
  const anyOfAccount = roleArn({ ...own, path: "/", name: "any" });
  return [principalArn(own), anyOfAccount].some((arn) => {
    if (arn === null) return false;
    const trust = analyseTrust({
      integrationRoleArn: arn,
      trustPolicy,
      livePrincipalIds: [],
      userIdsKnown: false,
      externalId: null,
    });
    return (
      trust.readable &&
      trust.effects.some(({ statement, applies }) => statement.effect === "Allow" && applies === true)
    );
  });
}
