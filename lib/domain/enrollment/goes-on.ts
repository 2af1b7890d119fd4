import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { accountGuard, wholeScript } from "#lib/domain/text/aws-script.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { lossesOf } from "./diff/losses.ts";
import type { PersonLoss, Plan } from "./resource.ts";
import { resourceName } from "./titles.ts";
import type { TakesAwayView } from "./views.ts";

/** The name under which AWS's own console writes it. */
const revokePolicyName = "AWSRevokeOlderSessions";

/**
 * Whom a plan takes access from, and what it can't end: sessions that are open already. Null where it takes none away.
 * `at`: the moment before which sessions are to end, ISO 8601.
 */
export function takesAway(
  plan: Pick<Plan, "changes" | "losses" | "scope">,
  at: string,
): TakesAwayView | null {
  const losses = plan.losses ?? [];
  const roleArns = [
    ...new Set([...losses.flatMap((loss) => loss.roleArns), ...closedRoles(plan)]),
  ].toSorted();
  if (losses.length === 0 && roleArns.length === 0) return null;
  return {
    losses: losses.map(({ user, roleArns: arns }) => ({
      user,
      roles: arns.map((arn) => ({ arn, name: resourceName(arn) })),
    })),
    locks: losses.map(({ user }) => ({ user, line: lockLine(user) })),
    revocation: {
      document: revokeDocument(at),
      fileName: `${revokePolicyName}.json`,
      scripts: revokeScripts(plan.scope.integration, roleArns),
    },
  };
}

/** Roles whose trust policy loses a statement, whoever used them. */
function closedRoles({ changes, scope }: Pick<Plan, "changes" | "scope">): readonly string[] {
  return changes
    .filter((change) => change.resource.kind === "aws/role-trust" && lossesOf(change).length > 0)
    .map(({ resource }) => resource.id)
    .filter((arn) => arn !== scope.integrationRoleArn);
}

/** As long as certificates last unless a role says otherwise: until then they may carry what was taken away. */
const lockTtl = "12h";

function lockLine(user: string): string {
  const message = "AWS access was taken away; sign in again later";
  return shellLine(["tctl", "lock", `--user=${user}`, `--message=${message}`, `--ttl=${lockTtl}`]);
}

function revokeStatement(before: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Action: ["*"],
        Resource: ["*"],
        Condition: { DateLessThan: { "aws:TokenIssueTime": before } },
      },
    ],
  };
}

export function revokeDocument(before: string): string {
  return `${writePolicyDocument(revokeStatement(before))}\n`;
}

/** By account: what was taken away may reach into several, where roles of the same names may be. */
function revokeScripts(integration: string, roleArns: readonly string[]) {
  const roles = roleArns.flatMap((arn) => {
    const role = parseRoleArn(arn);
    return role.ok ? [role.value] : [];
  });
  return [...Map.groupBy(roles, ({ accountId }) => accountId)].map(([accountId, own]) => ({
    accountId,
    roles: own.map(({ arn, name }) => ({ arn, name })),
    fileName: `${integration}-end-older-sessions-${accountId}.sh`,
    content: revokeScript(
      accountId,
      own.map(({ name }) => name),
    ),
  }));
}

/** With the time at which it is run: a plan may be an hour old by then. */
function revokeScript(accountId: string, names: readonly string[]): string {
  const document = shellQuote(JSON.stringify(revokeStatement("%s")));
  return wholeScript(
    accountGuard({ accountId }),
    "before=$(date -u +%Y-%m-%dT%H:%M:%SZ)\n",
    `document=$(printf ${document} "$before")\n`,
    ...names.map((name) => {
      const words = ["aws", "iam", "put-role-policy", "--role-name", name, "--policy-name", revokePolicyName];
      return `${shellLine(words)} --policy-document "$document"\n`;
    }),
  );
}

/** With its losses, where there are some: only what is read before tells them. */
export function withLosses<T extends object>(draft: T, losses: readonly PersonLoss[]): T {
  return losses.length === 0 ? draft : { ...draft, losses };
}
