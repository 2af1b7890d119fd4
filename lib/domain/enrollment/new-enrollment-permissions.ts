import { neededActions, type NeededAction } from "#lib/domain/aws/app-permissions.ts";
import { principalArn } from "#lib/domain/aws/app-permissions-held.ts";
import { optionalTeleportPermissions } from "#lib/domain/teleport/app-permissions.ts";
import { heldVerbs, verbWords } from "#lib/domain/teleport/app-permissions-held.ts";
import type { Check } from "./check.ts";
import { checkOf, type Finding } from "./check-of.ts";
import { ownRoleName } from "./minimal-policy.ts";
import { valueOr } from "./observation.ts";
import type { EnrollmentOverview } from "./overview.ts";
import { heldAction, heldVerbWords, missingIn, namesOf, unknownIn } from "./permission-findings.ts";
import { suggestedNames } from "./suggested-names.ts";

const simulation = "iam:SimulatePrincipalPolicy";

/** What of the overview decides which actions the app will need. */
type Known = Pick<EnrollmentOverview, "aws" | "issuer" | "integrations" | "drafts" | "profiles">;

/**
 * What the app will need in the account of its own credentials, with the names that `/new` suggests; empty while
 * account or issuer are not known.
 */
export function actionsForNew(overview: Known): readonly NeededAction[] {
  const identity = valueOr(overview.aws, null);
  const issuer = valueOr(overview.issuer, null);
  if (!identity || !issuer) return [];
  const { accountId, partition } = identity;
  const known = overview.profiles.find((profile) => profile.accountId === accountId);
  const needed = neededActions({
    accountId,
    partition,
    issuerHostAndPath: issuer.hostAndPath,
    integrationRoleName: suggestedNames(overview, known?.displayName ?? null).role,
    ownRoleName: ownRoleName(identity),
    ownArn: principalArn(identity),
  });
  // Any answer at all shows that asking is allowed.
  return needed.filter(({ action }) => action !== simulation);
}

/** Which roles will be targets is not known yet, and a policy may keep to some: a refusal on all of them says little. */
function isPattern({ step, resource }: NeededAction): boolean {
  return step === "trust" && resource.includes("*");
}

export function awsPermissionsCheck(overview: Known & Pick<EnrollmentOverview, "awsPermissions">): Check {
  const needed = new Map(actionsForNew(overview).map((one) => [`${one.action} ${one.resource}`, one]));
  const title = "The AWS credentials may do what is needed";
  return checkOf("aws-permissions", title, overview.awsPermissions, (held): Finding => {
    const partial = held.filter(({ action, resource }) => {
      const one = needed.get(`${action} ${resource}`);
      return one !== undefined && isPattern(one);
    });
    const certain = held.filter((one) => !partial.includes(one)).map(heldAction);
    const missing = missingIn(certain);
    const unsure = unknownIn([...certain, ...partial.map(heldAction)]);
    if (missing.length > 0) {
      return {
        verdict: "bad",
        evidence: `Missing: ${namesOf(missing)}`,
        remedy:
          "Allow exactly these: the policy below, made for the suggested names, holds them all. Without them the app goes on, and is refused where they are needed.",
      };
    }
    if (unsure.length > 0) {
      return {
        verdict: "unknown",
        evidence: `Not known: ${namesOf(unsure)}`,
        remedy: "Give the credentials the policy below: it holds all that is needed, and no more.",
      };
    }
    const notEverywhere = missingIn(partial.map(heldAction));
    if (notEverywhere.length > 0) {
      return {
        verdict: "warn",
        evidence: `Not on every role: ${namesOf(notEverywhere)}`,
        remedy:
          "That is as meant where the policy keeps to some target roles: each plan says so of the roles that it changes.",
      };
    }
    return {
      verdict: "ok",
      evidence: `All ${held.length} that are needed, as AWS simulates their policies.`,
    };
  });
}

export function teleportPermissionsCheck({
  identity,
  teleportRules,
}: Pick<EnrollmentOverview, "identity" | "teleportRules">): Check {
  const title = "Its Teleport roles allow what is needed";
  return checkOf("teleport-permissions", title, teleportRules, (rules): Finding => {
    const held = heldVerbs(rules).map(heldVerbWords);
    const [missing, unsure] = [missingIn(held), unknownIn(held)];
    if (missing.length > 0) {
      return {
        verdict: "bad",
        evidence: `Missing: ${namesOf(missing)}`,
        remedy: `Add these verbs to a role of ${valueOr(identity, null)?.userName ?? "the app's user"}: the role below holds them all. Without them the app goes on, and is refused where they are needed.`,
      };
    }
    if (unsure.length > 0) {
      return {
        verdict: "unknown",
        evidence: `Not known: ${namesOf(unsure)}`,
        remedy: "A refusal is named with its verb and kind when it is met.",
      };
    }
    const all = `All ${held.length} that are needed, by the rules of its roles.`;
    const optional = heldVerbs(rules, optionalTeleportPermissions).filter(
      ({ verdict }) => verdict !== "allowed",
    );
    return {
      verdict: "ok",
      evidence:
        optional.length === 0
          ? all
          : `${all} Left out, and not needed: ${optional.map(verbWords).join(", ")}. Step 6 does not say who launched what.`,
    };
  });
}
