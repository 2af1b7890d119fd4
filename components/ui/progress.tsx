import { clsx } from "clsx";

/** The words beside the bar carry the numbers; the bar is for the eye. */
export function Progress({
  label,
  done,
  total,
  tone = "accent",
}: {
  label: string;
  done: number;
  total: number;
  tone?: "accent" | "ok" | "bad" | "warn";
}) {
  return (
    <progress
      aria-label={label}
      max={Math.max(total, 1)}
      value={done}
      className={clsx(
        "block h-1.5 w-full overflow-hidden rounded-full",
        tone === "accent" && "text-accent",
        tone === "ok" && "text-ok",
        tone === "bad" && "text-bad",
        tone === "warn" && "text-warn",
      )}
    />
  );
}
