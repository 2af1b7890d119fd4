import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A pill with a fact in it: a cluster, a user, a marker. */
export function Chip({ tone = "plain", children }: { tone?: "plain" | "warn"; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex min-w-0 items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-sm whitespace-nowrap",
        tone === "warn" ? "border-transparent bg-warn-bg font-medium text-warn" : "border-line bg-card",
      )}
    >
      {children}
    </span>
  );
}
