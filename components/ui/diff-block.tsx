import { clsx } from "clsx";
import { ScrollRegion } from "./code-block.tsx";

export interface DiffBlockLine {
  kind: "same" | "add" | "remove";
  text: string;
}

const looks: Record<DiffBlockLine["kind"], string> = {
  same: "",
  add: "bg-add text-ok",
  remove: "bg-remove text-bad",
};

const signs: Record<DiffBlockLine["kind"], string> = { same: " ", add: "+", remove: "-" };
const spoken: Record<DiffBlockLine["kind"], string | null> = {
  same: null,
  add: "added: ",
  remove: "removed: ",
};

/** Before and after in one column: what goes has a minus, what comes has a plus. */
export function DiffBlock({ label, lines }: { label: string; lines: readonly DiffBlockLine[] }) {
  return (
    <ScrollRegion label={label} className="max-h-[min(36rem,70dvh)] rounded-lg border border-line bg-card">
      <pre className="w-max min-w-full py-1.5 font-mono leading-relaxed">
        {lines.map((line, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
          <div key={at} className={clsx("flex px-3", looks[line.kind])}>
            <span aria-hidden className="w-5 shrink-0 select-none">
              {signs[line.kind]}
            </span>
            {spoken[line.kind] ? <span className="sr-only">{spoken[line.kind]}</span> : null}
            <span className="whitespace-pre">{line.text}</span>
          </div>
        ))}
      </pre>
    </ScrollRegion>
  );
}
