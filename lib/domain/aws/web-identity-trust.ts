import type { RequestContext } from "./condition/request-context.ts";
import { anything } from "./condition/request-context.ts";
import { conditionInWords } from "./condition/words.ts";
import { evaluateConditions } from "./conditions.ts";
import type { JsonObject } from "./json.ts";
import type { PolicyReading } from "./policy-document.ts";
import { policySize, readPolicyDocument, withStatements, writePolicyDocument } from "./policy-document.ts";
import type { ReadStatement } from "./policy-statement.ts";
import { hasVariables } from "./policy-version.ts";
import { coversAction } from "./trust/analysis.ts";
import { blocked, blockedByDeadPrincipals, sidTaken, tooLong, unreadable } from "./trust/blocked.ts";
import { deadPrincipalsOf, livePrincipals } from "./trust/dead-principals.ts";
import type { TrustPatch } from "./trust/patch.ts";
import { webIdentitySid } from "./trust/sid.ts";
import { wideningWarning } from "./trust/verdict.ts";
import type { Truth } from "./truth.ts";
import { both } from "./truth.ts";

/** The audience of the tokens that Teleport's proxy makes for AWS. */
export const teleportAudience = "discover.teleport";

export interface WebIdentity {
  providerArn: string;
  /** The issuer without scheme: what AWS calls the provider and what condition keys begin with. */
  issuerHostAndPath: string;
  audience: string;
}

export interface WebIdentityVerdict {
  verdict: "allowed" | "allowed-if" | "not-allowed" | "denied" | "unreadable";
  words: string;
  /** In words, what can't be known here. */
  conditions: readonly string[];
}

const action = "sts:AssumeRoleWithWebIdentity";

/** As Teleport itself writes it: no condition on the subject, which is the proxy or the auth service. */
function statementFor(of: WebIdentity): JsonObject {
  return {
    Effect: "Allow",
    Principal: { Federated: of.providerArn },
    Action: action,
    Condition: { StringEquals: { [`${of.issuerHostAndPath}:aud`]: of.audience } },
  };
}

/** The trust policy of a new integration role, for CreateRole. */
export function newIntegrationRoleTrust(of: WebIdentity): string {
  return writePolicyDocument({ Version: "2012-10-17", Statement: [statementFor(of)] });
}

function tokenContext(of: WebIdentity): RequestContext {
  const prefix = of.issuerHostAndPath.toLowerCase();
  return (key) => {
    switch (key) {
      case `${prefix}:aud`:
        return [[of.audience]];
      case `${prefix}:sub`:
        return [["system:proxy"], ["system:auth"]];
      case "aws:securetransport":
        return [["true"]];
      case "aws:multifactorauthpresent":
        return [null, ["false"]];
      case "sts:externalid":
        return [null];
      default:
        return anything;
    }
  };
}

function coversProvider(statement: ReadStatement, providerArn: string): Truth {
  const { principal, effect } = statement;
  const isDeny = effect === "Deny";
  if (!principal) return isDeny ? "unknown" : false;
  const named = principal.members.some(({ kind, value }) => kind === "Federated" && value === providerArn);
  if (principal.negated) return !isDeny && named ? false : "unknown";
  const everyone = principal.members.some(({ value }) => value === "*");
  if (named || (everyone && isDeny)) return true;
  return everyone || (isDeny && principal.odd) ? "unknown" : false;
}

interface Effect {
  statement: ReadStatement;
  applies: Truth;
  open: readonly string[];
  /** Lets the provider in, but only under a condition that is not certainly met; a wrong audience is none of ours. */
  isConditionalGrant: boolean;
}

function effectsOf(reading: Extract<PolicyReading, { ok: true }>, of: WebIdentity): readonly Effect[] {
  const context = tokenContext(of);
  const audienceKey = `${of.issuerHostAndPath}:aud`.toLowerCase();
  return reading.statements.map((statement) => {
    const condition = evaluateConditions(statement.condition, context, hasVariables(reading.document));
    const spoken = both(coversAction(statement, action), coversProvider(statement, of.providerArn));
    const otherAudience = condition.parts.some(
      (part) => part.truth === false && part.key.toLowerCase() === audienceKey,
    );
    return {
      statement,
      applies: both(spoken, condition.truth),
      open: condition.parts.filter((part) => part.truth === "unknown").map(conditionInWords),
      isConditionalGrant:
        statement.effect === "Allow" && spoken !== false && condition.truth !== true && !otherAudience,
    };
  });
}

function sort(effects: readonly Effect[]): {
  deny?: Effect;
  unsureDenies: Effect[];
  grant?: Effect;
  unsure?: Effect;
} {
  const find = (effect: "Allow" | "Deny", applies: true | "unknown"): Effect[] =>
    effects.filter((entry) => entry.statement.effect === effect && entry.applies === applies);
  const [deny] = find("Deny", true);
  const [grant] = find("Allow", true);
  const [unsure] = find("Allow", "unknown");
  return {
    ...(deny && { deny }),
    ...(grant && { grant }),
    ...(unsure && { unsure }),
    unsureDenies: find("Deny", "unknown"),
  };
}

/** Whether the integration role lets Teleport's tokens in. */
export function evaluateWebIdentityTrust(input: WebIdentity & { trustPolicy: string }): WebIdentityVerdict {
  const reading = readPolicyDocument(input.trustPolicy);
  if (!reading.ok)
    return {
      verdict: "unreadable",
      words: `The trust policy can’t be read. ${reading.reason}`,
      conditions: [],
    };
  const { deny, grant, unsure, unsureDenies } = sort(effectsOf(reading, input));
  if (deny)
    return {
      verdict: "denied",
      words: `Statement ${deny.statement.index + 1} denies Teleport’s OIDC provider.`,
      conditions: [],
    };
  if (!grant && !unsure)
    return {
      verdict: "not-allowed",
      words: `No statement lets ${input.issuerHostAndPath} in with the audience ${input.audience}.`,
      conditions: [],
    };
  if (grant && unsureDenies.length === 0)
    return {
      verdict: "allowed",
      words: `Statement ${grant.statement.index + 1} lets ${input.issuerHostAndPath} in with the audience ${input.audience}.`,
      conditions: [],
    };
  const conditions = [
    ...(grant ? [] : (unsure?.open ?? [])),
    ...unsureDenies.map(
      (entry) =>
        `statement ${entry.statement.index + 1} denies if ${entry.open.join(" and ") || "it covers Teleport"}`,
    ),
  ];
  return {
    verdict: "allowed-if",
    words: `Whether Teleport is let in depends on what can’t be known here: ${conditions.join("; ")}.`,
    conditions,
  };
}

function isOwn(statement: ReadStatement, of: WebIdentity): boolean {
  const { sid, effect, principal } = statement;
  return (
    sid === webIdentitySid(of.providerArn) &&
    effect === "Allow" &&
    principal !== null &&
    !principal.negated &&
    principal.members.length === 1 &&
    principal.members.every(({ kind, value }) => kind === "Federated" && value === of.providerArn)
  );
}

/** What letting Teleport in does to the trust policy of an adopted role: an own statement, the others stay. */
export function patchWebIdentityTrust(
  input: WebIdentity & {
    trustPolicy: string;
    livePrincipalIds: readonly string[];
    userIdsKnown?: boolean;
    sizeQuota: number;
  },
): TrustPatch {
  const reading = readPolicyDocument(input.trustPolicy);
  if (!reading.ok) return unreadable(reading.reason);
  const { document, statements } = reading;
  const effects = effectsOf(reading, input);
  const { deny, grant } = sort(effects);
  if (deny)
    return blocked(
      "explicit-deny",
      `Statement ${deny.statement.index + 1} denies Teleport’s OIDC provider. A Deny wins over every Allow: its owner must change it first.`,
    );
  if (grant) return { kind: "none" };
  const sid = webIdentitySid(input.providerArn);
  const ours: JsonObject = { Sid: sid, ...statementFor(input) };
  const live = livePrincipals(input);
  const dead = deadPrincipalsOf(statements, live);
  if (dead.length > 0) return blockedByDeadPrincipals({ document, statements, live, dead, ours });
  const [stale, ...more] = statements.filter((statement) => isOwn(statement, input));
  const holders = statements.filter((statement) => statement.sid === sid);
  if (more.length > 0 || holders.length > (stale ? 1 : 0)) return sidTaken(sid);
  const raw = statements.map((entry) => (entry === stale ? ours : entry.raw));
  const patched = writePolicyDocument(withStatements(document, stale ? raw : [...raw, ours]));
  const sizeAfter = policySize(patched);
  if (sizeAfter > input.sizeQuota) return tooLong(sizeAfter, input.sizeQuota);
  const warnings = effects.some((effect) => effect.isConditionalGrant) ? [wideningWarning] : [];
  return { kind: stale ? "replace" : "append", patched, statement: ours, sizeAfter, warnings };
}
