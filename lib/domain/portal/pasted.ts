import type { PortalEntry } from "./entry.ts";

/** What copying from a log, a chat or a console leaves around an ARN. */
const wrapping = /^[\s"'`<([{]+|[\s"'`>)\]};]+$/g;
/** What ends a sentence; it may also end a role's name. */
const ending = /[\s"'`>)\]};,.]+$/;
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/.+$/i;
const session = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)(?:\/.*)?$/i;

type Matcher = (entry: Pick<PortalEntry, "arn" | "name" | "account">) => boolean;

/**
 * Recognises a whole ARN that somebody pasted, in each way that it can be meant, the most literal first; none: the text
 * is no ARN. A session's ARN hides the role's path, but names are unique in an account; IAM compares them without case.
 */
export function pastedRole(text: string): readonly Matcher[] {
  const literal = text.replaceAll(wrapping, "");
  return [...new Set([literal, literal.replace(ending, "")])].flatMap((arn) => matcherOf(arn) ?? []);
}

function matcherOf(arn: string): Matcher | null {
  if (roleArn.test(arn)) {
    const wanted = arn.toLowerCase();
    return (entry) => entry.arn.toLowerCase() === wanted;
  }
  const [, accountId, name] = session.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return null;
  const wanted = name.toLowerCase();
  return (entry) => entry.account.accountId === accountId && entry.name.toLowerCase() === wanted;
}
