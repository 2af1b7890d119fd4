import type { Integration } from "#lib/domain/teleport/types.ts";

const identityCenter = "aws-identity-center";

/** Integrations that lead to an AWS account for people: not those of Identity Center, GitHub or other clouds. */
export function isAwsOidc(integration: Pick<Integration, "subKind" | "audience">): boolean {
  return adoptionRefusal(integration) === null;
}

/** Why an integration can't be enrolled, in words; null where it can. */
export function adoptionRefusal({
  subKind,
  audience,
}: Pick<Integration, "subKind" | "audience">): string | null {
  if (subKind !== "aws-oidc")
    return `It is an integration of the kind ${subKind}, not an AWS OIDC integration.`;
  if (audience === identityCenter)
    return "It serves IAM Identity Center, whose integration Teleport keeps for itself.";
  return audience === "" ? null : `Its audience is ${audience}, which AWS access does not use.`;
}
