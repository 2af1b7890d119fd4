import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** What to send to them: everything that they need to look it up. */
export function askingWords({ name, arn, account, verdict }: PortalEntry, user: string): string {
  return [
    `I can’t open ${name} in ${account.name} (${account.accountId}) through Teleport.`,
    verdict.words ?? verdict.label,
    `Role: ${arn}`,
    `Teleport user: ${user}`,
  ].join("\n");
}

export function WhomToAsk({ entry, user }: { entry: PortalEntry; user: string }) {
  const { contact, name } = entry.account;
  return (
    <>
      <p className="break-words">
        {contact ? (
          <>
            Ask <strong className="font-medium">{contact}</strong>.
          </>
        ) : (
          `Nobody is named for ${name}. Ask whoever manages access to AWS in your organisation.`
        )}
      </p>
      <p className="mt-2 flex items-start gap-1 rounded-md bg-soft py-1.5 pr-1 pl-2.5">
        <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere] whitespace-pre-line">
          {askingWords(entry, user)}
        </span>
        <CopyButton text={askingWords(entry, user)} what="this message" />
      </p>
    </>
  );
}
