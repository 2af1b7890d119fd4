import { clsx } from "clsx";

const production = /^(?:prod|live)/i;

/** The account's environment in a word; production stands out, and not by its colour alone. */
export function EnvironmentChip({ environment }: { environment: string | null }) {
  if (environment === null) return null;
  return (
    <span
      className={clsx(
        "rounded-[5px] px-1.5 py-px text-sm font-medium break-words",
        production.test(environment) ? "bg-bad-bg text-bad" : "bg-soft text-mute",
      )}
    >
      {environment}
    </span>
  );
}
