import { CopyButton } from "#components/ui/copy-button.tsx";

/** Lines for a terminal, in the order in which they are run, each with what it is for. */
export function CommandLines({ lines }: { lines: readonly { purpose: string; line: string }[] }) {
  return (
    <ol className="space-y-2.5">
      {lines.map(({ purpose, line }) => (
        <li key={line}>
          <p className="text-sm text-mute">{purpose}</p>
          <p className="mt-0.5 flex items-start gap-1 rounded-md bg-soft py-1 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 py-0.5 font-mono [overflow-wrap:anywhere] whitespace-pre-wrap">
              {line}
            </code>
            <CopyButton text={line} what={`the line “${purpose}”`} />
          </p>
        </li>
      ))}
    </ol>
  );
}
