import type { PortalEntry } from "./entry.ts";

/** What copying from a log, a chat or a console leaves around an ARN. */
const wrapping = /^[\s"'`<([{]+|[\s"'`>)\]},;.]+$/g;
const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/.+$/i;
const session = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)(?:\/.*)?$/i;

/**
 * Recognises a whole ARN that somebody pasted; null: the text is none. A session's ARN hides the role's path, but names
 * are unique in an account; IAM compares them without case.
 */
export function pastedRole(
  text: string,
): ((entry: Pick<PortalEntry, "arn" | "name" | "account">) => boolean) | null {
  const arn = text.replaceAll(wrapping, "");
  if (roleArn.test(arn)) {
    const wanted = arn.toLowerCase();
    return (entry) => entry.arn.toLowerCase() === wanted;
  }
  const [, accountId, name] = session.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return null;
  const wanted = name.toLowerCase();
  return (entry) => entry.account.accountId === accountId && entry.name.toLowerCase() === wanted;
}
