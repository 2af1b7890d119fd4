import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import type { PortalView } from "#lib/domain/portal/view.ts";
import { tshLines } from "#lib/domain/teleport/launch.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

interface CommandLinesProps {
  entry: PortalEntry;
  cluster: PortalView["cluster"];
}

/** The role from the command line, in the order in which the lines are run. */
export function CommandLines({ entry, cluster }: CommandLinesProps) {
  const lines = tshLines({
    proxyAddress: cluster.proxyAddress,
    app: entry.app.name,
    roleArn: entry.arn,
    user: null,
  });
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
