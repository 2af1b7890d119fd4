import type { LineProblem } from "#lib/domain/enrollment/named-roles.ts";

/** More of them would say nothing new: mending the first ones shows the next. */
const shown = 5;

/** What is wrong with lines of a list, each by its number. */
export function LineProblems({ problems }: { problems: readonly LineProblem[] }) {
  if (problems.length === 0) return null;
  const more = problems.length - shown;
  return (
    <ul className="space-y-1 text-sm" aria-label="Lines that can’t be used">
      {problems.slice(0, shown).map(({ line, words }) => (
        <li key={`${line}`} className="break-words">
          {line === null ? null : <strong className="font-medium">Line {line}: </strong>}
          {words}
        </li>
      ))}
      {more > 0 ? <li className="text-mute">and {more} more</li> : null}
    </ul>
  );
}
