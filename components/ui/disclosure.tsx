import { ChevronRight } from "lucide-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";

/** Opens without script; closed, it says in one line what is inside. */
export function Disclosure({
  summary,
  open = false,
  bare = false,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  bare?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open} className={clsx("min-w-0", !bare && "rounded-[10px] border border-line bg-card")}>
      <summary
        className={clsx(
          "flex list-none items-center gap-2 rounded-[10px] focus-visible:-outline-offset-2",
          bare ? "py-1 text-mute hover:text-ink" : "min-h-11 px-4 py-2 font-medium",
        )}
      >
        <ChevronRight
          className="size-4 shrink-0 text-mute transition-transform [details[open]>summary>&]:rotate-90"
          aria-hidden
        />
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      <div className={bare ? "pt-1.5 pl-6" : "border-t border-line p-4"}>{children}</div>
    </details>
  );
}
