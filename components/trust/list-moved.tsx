import { movedInList } from "#lib/domain/enrollment/named-roles.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";

interface ListMovedProps {
  /** The list that somebody began from. */
  from: readonly string[];
  /** The list that is kept now. */
  to: readonly string[];
  /** Gives up what was typed. */
  onTake: () => void;
}

/** What others changed in the kept list while somebody typed their own. */
export function ListMoved({ from, to, onTake }: ListMovedProps) {
  const { added, removed } = movedInList(from, to);
  if (added.length === 0 && removed.length === 0) return null;
  return (
    <Notice state="warn" title="The kept list was changed meanwhile" live>
      <p>What you typed stays until you take theirs. Reading these roles replaces theirs by yours.</p>
      <ul className="my-2 space-y-0.5 text-ink">
        {[...added.map((arn) => ["Added", arn]), ...removed.map((arn) => ["Taken out", arn])].map(
          ([what, arn]) => (
            <li key={arn}>
              {what}: <code className="font-mono [overflow-wrap:anywhere]">{arn}</code>
            </li>
          ),
        )}
      </ul>
      <Button size="small" onClick={onTake}>
        Take their list
      </Button>
    </Notice>
  );
}
