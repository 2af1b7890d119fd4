import type { ReactNode } from "react";

/** Names and values: side by side, or one above the other where it is narrow. */
export function FactList({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
      {facts.map((fact) => (
        <div key={fact.name} className="contents">
          <dt className="text-mute max-sm:-mb-2">{fact.name}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
