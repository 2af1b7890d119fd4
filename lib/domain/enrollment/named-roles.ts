import { validateRoleArn } from "#lib/domain/aws/arn.ts";
import { principalIdsIn } from "#lib/domain/aws/principal-ids.ts";
import type { AwsRole, Partition } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { NamedRoles, Observed } from "./observation.ts";

/** Each role takes a handful of requests of its own. */
export const namedRolesAtMost = 200;

export interface LineProblem {
  /** From 1, as people count; null: of the whole list. */
  line: number | null;
  words: string;
}

export type ParsedRoleNames =
  | { ok: true; arns: readonly string[] }
  | { ok: false; problems: readonly LineProblem[] };

/** One ARN per line; empty lines and repetitions do not count. Each must be a role of this account. */
export function parseRoleNames(
  text: string,
  home: { accountId: string; partition: Partition },
): ParsedRoleNames {
  const arns = new Set<string>();
  const problems: LineProblem[] = [];
  text.split(/\r?\n/).forEach((raw, at) => {
    const entry = raw.trim();
    if (entry === "") return;
    const parsed = validateRoleArn(entry, home);
    if (parsed.ok) arns.add(entry);
    else problems.push({ line: at + 1, words: parsed.problem });
  });
  if (arns.size > namedRolesAtMost) {
    const words = `These are ${arns.size} roles; at most ${namedRolesAtMost} can be named, for each is read alone.`;
    problems.push({ line: null, words });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, arns: [...arns] };
}

export function lineProblemWords(problems: readonly LineProblem[]): string {
  return problems.map(({ line, words }) => (line === null ? words : `Line ${line}: ${words}`)).join(" ");
}

/** What another list has more and has not, as lines of it. */
export function movedInList(
  from: readonly string[],
  to: readonly string[],
): { added: readonly string[]; removed: readonly string[] } {
  const [known, now] = [new Set(from), new Set(to)];
  return { added: to.filter((arn) => !known.has(arn)), removed: from.filter((arn) => !now.has(arn)) };
}

const usualQuota = 2048;

/** What reading them one by one gave. Which other roles and users exist is not known then, so no id counts as dead. */
export function namedRolesOf(
  home: { accountId: string; partition: Partition },
  readings: readonly { arn: string; read: Observed<AwsRole | null> }[],
  at: string,
): NamedRoles {
  const roles = readings.flatMap(({ read }) => (read.ok && read.value ? [read.value] : []));
  const ids = roles.flatMap(({ roleId, trustPolicy }) => [roleId, ...principalIdsIn(trustPolicy)]);
  return {
    arns: readings.map(({ arn }) => arn),
    at,
    scan: {
      accountId: home.accountId,
      partition: home.partition,
      roles,
      livePrincipalIds: [...new Set(ids)],
      userIdsKnown: false,
      trustPolicySizeQuota: usualQuota,
      source: "single-reads",
      calls: readings.length,
      alias: null,
    },
    unread: readings.flatMap(({ arn, read }) => {
      if (!read.ok) return [{ arn, problem: read.problem }];
      return read.value ? [] : [{ arn, problem: noSuchRole(arn) }];
    }),
  };
}

function noSuchRole(arn: string): Problem {
  return {
    code: "aws-not-found",
    what: "The account has no such role.",
    why: "It was deleted, is spelled otherwise, or has another path.",
    remedy: "Compare its ARN with the one in the IAM console.",
    evidence: arn,
  };
}
