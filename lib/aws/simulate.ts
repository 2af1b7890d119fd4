import { SimulatePrincipalPolicyCommand, type EvaluationResult } from "@aws-sdk/client-iam";
import {
  principalArn,
  simulationBatches,
  type AskedAction,
  type HeldAction,
  type SimulationBatch,
} from "#lib/domain/aws/app-permissions-held.ts";
import { roleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity } from "#lib/domain/aws/types.ts";
import { AppError, isRunStopping } from "#lib/domain/errors.ts";
import { readIdentity } from "./caller-identity.ts";
import { allPages } from "./pages.ts";
import type { AwsSession } from "./session.ts";

const action = "iam:SimulatePrincipalPolicy";
/** With the handful of actions that a role is asked for, one page of answers holds them all. */
const resourcesPerCall = 50;

type Answer = Pick<HeldAction, "verdict" | "because">;
type Answers = ReadonlyMap<string, Answer>;

const keyOf = (actionName: string, resource: string): string => `${actionName.toLowerCase()} ${resource}`;

const unknown = (because: string): Answer => ({ verdict: "unknown", because });

interface Decided {
  decision: string | undefined;
  missingKeys: readonly string[];
  boundaryAllows: boolean | undefined;
  organizationAllows: boolean | undefined;
}

function judge({ decision, missingKeys, boundaryAllows, organizationAllows }: Decided): Answer {
  if (decision === "allowed") return { verdict: "allowed", because: null };
  if (organizationAllows === false) {
    return { verdict: "denied", because: "A service control policy of the organization does not allow it." };
  }
  if (boundaryAllows === false) {
    return { verdict: "denied", because: "The permissions boundary of the identity does not allow it." };
  }
  if (missingKeys.length > 0) {
    return unknown(`It depends on what a request carries: ${missingKeys.join(", ")}.`);
  }
  return decision === "explicitDeny"
    ? { verdict: "denied", because: "An explicit deny stands in a policy of the identity." }
    : { verdict: "denied", because: null };
}

/** Several resources may be answered one by one, or within the answer to their action. */
function answersIn(result: EvaluationResult): [string, Answer][] {
  const name = result.EvalActionName ?? "";
  const organizationAllows = result.OrganizationsDecisionDetail?.AllowedByOrganizations;
  const specific = result.ResourceSpecificResults ?? [];
  if (specific.length === 0) {
    const decided = {
      decision: result.EvalDecision,
      missingKeys: result.MissingContextValues ?? [],
      boundaryAllows: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      organizationAllows,
    };
    return [[keyOf(name, result.EvalResourceName ?? "*"), judge(decided)]];
  }
  return specific.map((one) => [
    keyOf(name, one.EvalResourceName ?? "*"),
    judge({
      decision: one.EvalResourceDecision,
      missingKeys: one.MissingContextValues ?? [],
      boundaryAllows: one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      organizationAllows,
    }),
  ]);
}

async function ask(session: AwsSession, principal: string, batch: SimulationBatch): Promise<Answers> {
  const pages = await allPages((marker) =>
    session.send({ action, resource: principal }, ({ iam }) =>
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: principal,
          ActionNames: [...batch.actions],
          ResourceArns: [...batch.resources],
          MaxItems: 1000,
          Marker: marker,
        }),
      ),
    ),
  );
  return new Map(pages.flatMap((page) => page.EvaluationResults ?? []).flatMap(answersIn));
}

/** Most roles have no path: worth a try where the app may not read its own. */
function roleWithoutPath({ arn, accountId, partition }: AwsIdentity): string | null {
  const name = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  return name === undefined ? null : roleArn({ partition, accountId, name });
}

function whyNotAsked(error: unknown, principal: string): string {
  if (!(error instanceof AppError) || isRunStopping(error.code)) throw error;
  switch (error.code) {
    case "aws-access-denied":
      return `AWS does not let the app ask: ${action} on ${principal} is missing.`;
    case "aws-unsupported":
      return "This AWS endpoint can't simulate policies.";
    default:
      return `AWS did not answer the question: ${error.problem.what}`;
  }
}

/** All batches; the first alone, for where it is refused so are the others. */
async function askAll(
  session: AwsSession,
  principal: string,
  [first, ...rest]: readonly SimulationBatch[],
): Promise<Answers> {
  if (first === undefined) return new Map();
  const pages = [await ask(session, principal, first)];
  pages.push(...(await Promise.all(rest.map((batch) => ask(session, principal, batch)))));
  return new Map(pages.flatMap((page) => [...page]));
}

/**
 * Asks IAM what the policies of these credentials allow. Where it can't be asked, or does not say, the answer is
 * unknown and why; only what ends every call (credentials, endpoint) is thrown.
 */
export async function simulate(
  session: AwsSession,
  asked: readonly AskedAction[],
): Promise<readonly HeldAction[]> {
  if (asked.length === 0) return [];
  const all = (because: string) => asked.map((each) => ({ ...each, ...unknown(because) }));
  const identity = await readIdentity(session);
  const known = principalArn(identity);
  const principal = known ?? roleWithoutPath(identity);
  if (principal === null)
    return all(`AWS simulates policies of users and roles; ${identity.arn} is neither.`);
  try {
    const answers = await askAll(session, principal, simulationBatches(asked, resourcesPerCall));
    return asked.map((each) => ({
      ...each,
      ...(answers.get(keyOf(each.action, each.resource)) ?? unknown("AWS left this question unanswered.")),
    }));
  } catch (error) {
    const because = whyNotAsked(error, principal);
    return all(
      known === null
        ? `The role behind ${identity.arn} can't be read: iam:GetRole on it is missing.`
        : because,
    );
  }
}
