import { clsx } from "clsx";
import type { AccountColour } from "#lib/domain/enrollment/observation.ts";

const swatches: Record<AccountColour, string> = {
  red: "bg-account-red",
  orange: "bg-account-orange",
  amber: "bg-account-amber",
  green: "bg-account-green",
  teal: "bg-account-teal",
  blue: "bg-account-blue",
  violet: "bg-account-violet",
  pink: "bg-account-pink",
};

export interface BadgeAccount {
  accountId: string;
  displayName: string;
  colour: AccountColour;
}

export function AccountSwatch({ colour }: { colour: AccountColour }) {
  return (
    <span aria-hidden className={clsx("inline-block size-2.5 shrink-0 rounded-[3px]", swatches[colour])} />
  );
}

/** Colour, name and id stand together wherever an account appears; until it has a name, the id stands alone. */
export function AccountBadge({
  account,
  strong = false,
  stacked = false,
}: {
  account: BadgeAccount;
  strong?: boolean;
  /** Id under the name, for narrow places. */
  stacked?: boolean;
}) {
  const { accountId, displayName } = account;
  return (
    <span className="inline-flex max-w-full min-w-0 items-baseline gap-2">
      <AccountSwatch colour={account.colour} />
      <span className={clsx("min-w-0", !stacked && "flex flex-wrap items-baseline gap-x-2")}>
        {displayName === accountId ? null : (
          <span className={clsx("break-words", strong && "font-medium", stacked && "block")}>
            {displayName}
          </span>
        )}
        <code className="font-mono text-sm text-mute">{accountId}</code>
      </span>
    </span>
  );
}
