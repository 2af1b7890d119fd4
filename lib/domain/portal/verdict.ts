import type { RoleCause, RoleCauseCode } from "#lib/domain/aws/role-causes.ts";
import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { judgementsOf } from "#lib/domain/enrollment/steps/trust/judgement.ts";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import { arnParts } from "./role-arn.ts";
import type { PortalVerdict } from "./view.ts";

/** What keeps a role from opening, in the few words that a row has room for. */
const shortWords: Readonly<Record<RoleCauseCode, string>> = {
  "integration-role-missing": "the integration role is gone",
  "integration-role-unread": "not checked",
  "trust-unreadable": "can’t be judged",
  "trust-denies": "its trust policy denies it",
  "dead-principal": "it trusts a role that was deleted",
  "trust-condition-unmet": "a condition of its trust is not met",
  "not-trusted": "it does not trust Teleport",
  "one-session-only": "open to some people only",
  "policy-denies": "a policy denies it",
  "boundary-denies": "a permissions boundary denies it",
  "boundary-leaves-out": "a permissions boundary leaves it out",
  "boundary-unclear": "a permissions boundary may stop it",
  "tag-missing": "the role lacks its tag",
  "tag-other-value": "the role’s tag is wrong",
  "policy-missing": "Teleport may not assume it",
  "policies-unread": "not checked",
  "boundary-unread": "not checked",
  "tags-unread": "not checked",
  "condition-open": "depends on a condition",
};

const unchecked = (words: string, at: string | null = null): PortalVerdict => ({
  state: "unknown",
  label: "not checked",
  words,
  at,
});

/** What the last look at AWS says about a role, for the person who wants to open it. */
export function portalVerdict(
  arn: string,
  app: Pick<AppServer, "integration">,
  observation: Observation | null,
): PortalVerdict {
  if (app.integration === "") {
    return unchecked(
      "An agent with AWS credentials of its own serves this account. What it may assume can’t be seen from here.",
    );
  }
  if (!observation) return unchecked("AWS has not been read since this app started.");
  const { integration, scan } = observation;
  if (integration.ok && integration.value === null) {
    return {
      state: "fails",
      label: "its integration is gone",
      words: `Teleport has no integration ${app.integration} any more, and the account is reached through it.`,
      at: integration.at,
    };
  }
  const judgement = judgementsOf(observation).get(arn);
  if (judgement) return ofVerdict(judgement.verdict, scan.at);
  if (!scan.ok) return unchecked("The roles of the account could not be read.", scan.at);
  if (scan.value.accountId !== arnParts(arn).accountId) {
    return unchecked("The role is in another account than the app’s integration.", scan.at);
  }
  return {
    state: "fails",
    label: "the role does not exist",
    words: "The account has no such role any more; Teleport still names it.",
    at: scan.at,
  };
}

function ofVerdict({ state, cause }: RoleVerdict, at: string): PortalVerdict {
  switch (state) {
    case "ready":
    case "ready-not-per-guide":
      return { state: "ready", label: "ready", words: null, at };
    case "ready-if":
      return { state, label: "ready if a condition holds", words: cause?.words ?? null, at };
    case "fails":
    case "unknown":
      return { state, label: labelOf(cause), words: cause?.words ?? null, at };
  }
}

function labelOf(cause: RoleCause | null): string {
  return cause ? shortWords[cause.code] : "not checked";
}
