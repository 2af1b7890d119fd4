import { appAccessPolicyName, removeAppAccessStatement } from "#lib/domain/aws/inline-policy.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { changeOf } from "../change-of.ts";
import { valueOr } from "../observation.ts";
import { isMadeHere, originOf, writesTo } from "../record/written.ts";
import { resourceId } from "../resource.ts";
import { stillNamed } from "./integration.ts";
import { keysOf, kept, layerOf, nothingHere, type Layer, type Removal } from "./layer.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import type { TrustFate } from "./trust.ts";
import { fromAdoptedRole, servesOnlyTeleport } from "./web-identity.ts";

export function isRoleMadeHere({ record }: Pick<Removal, "record">, arn: string): boolean {
  return isMadeHere(writesTo(record, "aws/role", arn));
}

interface Before {
  trust: readonly TrustFate[];
  integration: Layer;
}

/** The inline policy, then the integration role: neither goes while a trust policy names the role. */
export function roleLayers(removal: Removal, before: Before): { policy: Layer; role: Layer } {
  const { o } = removal;
  const role = valueOr(o.integrationRole, null);
  if (role === null) return { policy: nothingHere, role: nothingHere };
  const naming = before.trust.filter(({ namesUs }) => namesUs);
  const others = integrationsOfSameRole(o);
  const isKept = valueOr(o.integration, null) !== null && before.integration.changes.length === 0;
  const goes = isRoleMadeHere(removal, role.arn) || removal.choices.has("role");
  if (goes && naming.length > 0 && others.length === 0) {
    const leftOut = [stillNamed(`The role ${role.name} stays, and its inline policy.`, naming)];
    return { policy: nothingHere, role: { ...nothingHere, leftOut } };
  }
  if (others.length > 0 || isKept) {
    const by = others.map(({ name }) => name).join(", ") || o.integrationName;
    const why = `The integration ${by} uses it.`;
    return {
      policy: nothingHere,
      role: { ...nothingHere, stays: [{ what: `The role ${role.name} stays.`, why }] },
    };
  }
  const needs = [
    ...keysOf(before.integration),
    ...before.trust.flatMap(({ change }) => (change === null ? [] : [change.key])),
  ];
  const policy = policyLayer(removal, role, { goes, needs });
  return { policy, role: goes ? removeRole(removal, role, policy, needs) : leaveRole(removal, role, needs) };
}

function policyLayer(
  { record }: Removal,
  role: AwsRole,
  { goes, needs }: { goes: boolean; needs: readonly string[] },
): Layer {
  const found = role.inlinePolicies?.find(({ name }) => name === appAccessPolicyName);
  if (found === undefined) return nothingHere;
  const id = resourceId(role.arn, appAccessPolicyName);
  const origin = originOf(writesTo(record, "aws/inline-policy", id));
  if (origin === undefined && !goes) {
    const what = `The inline policy ${appAccessPolicyName} of ${role.name} stays.`;
    return { ...nothingHere, stays: [{ what, why: "It was made elsewhere." }] };
  }
  const removal = removeAppAccessStatement(found.document);
  if (removal.kind === "absent") return nothingHere;
  if (removal.kind === "conflict") {
    const what = `The inline policy ${appAccessPolicyName} of ${role.name} stays.`;
    return {
      ...nothingHere,
      leftOut: [kept(what, removal.words, "Mend it in IAM, then offboard again.", role.arn)],
    };
  }
  const isWhole = removal.kind === "delete-policy";
  return {
    ...nothingHere,
    changes: [
      changeOf("aws/inline-policy", id, {
        before: { document: found.document },
        after: isWhole ? null : { document: removal.document },
        why: isWhole
          ? "The integration role may no longer assume tagged roles."
          : "The statement for tagged roles goes; the others of this policy stay.",
        needs,
      }),
    ],
  };
}

function leaveRole(removal: Removal, role: AwsRole, needs: readonly string[]): Layer {
  return layerOf([
    fromAdoptedRole(removal, role, needs),
    { stays: [{ what: `The role ${role.name} stays.`, why: "It was made elsewhere." }] },
  ]);
}

function removeRole(removal: Removal, role: AwsRole, policy: Layer, needs: readonly string[]): Layer {
  const obstacle = obstacleTo(removal, role, policy);
  if (obstacle !== null) {
    const remedy = "Look at the role in IAM; once nothing of others is left in it, offboard again.";
    return { ...nothingHere, leftOut: [kept(`The role ${role.name} stays.`, obstacle, remedy, role.arn)] };
  }
  const { path, description, trustPolicy, tags } = role;
  return {
    ...nothingHere,
    changes: [
      changeOf("aws/role", role.arn, {
        before: { path, description: description ?? "", trustPolicy, ...(tags === null ? {} : { tags }) },
        after: null,
        why: "No trust policy of the account names the role any more.",
        needs: [...needs, ...keysOf(policy)],
      }),
    ],
  };
}

/** What others have put into the role since, or what can't be known of it. */
function obstacleTo(removal: Removal, role: AwsRole, policy: Layer): string | null {
  const { inlinePolicies, attachedPolicies, boundary } = role;
  if (inlinePolicies === null || attachedPolicies === null) {
    return "Its policies could not be read, and IAM deletes no role that has some.";
  }
  const isGone = policy.changes.some(({ after }) => after === null);
  const left = [
    ...inlinePolicies.filter(({ name }) => !(isGone && name === appAccessPolicyName)),
    ...attachedPolicies,
  ];
  if (left.length > 0) return `It has policies of others: ${left.map(({ name }) => name).join(", ")}.`;
  if (boundary) return `Somebody gave it the permissions boundary ${boundary.arn}.`;
  return servesOnlyTeleport(removal, role) ? null : "Its trust policy lets in others than this cluster.";
}
