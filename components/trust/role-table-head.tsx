"use client";

import { clsx } from "clsx";
import { memo, useId } from "react";
import type { TrustRowView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { allState, inSelectAllCount } from "./role-choice.ts";
import { rowGrid } from "./role-row.tsx";

interface RoleTableHeadProps {
  shown: readonly TrustRowView[];
  chosen: ReadonlySet<string>;
  onToggleAll: () => void;
}

/** Names of the columns, and the box that takes all rows shown which need no confirmation of their own: it counts them all, but not while they scroll. */
export const RoleTableHead = memo(function RoleTableHead({ shown, chosen, onToggleAll }: RoleTableHeadProps) {
  const state = allState(shown, chosen);
  const offered = inSelectAllCount(shown);
  const what =
    offered === 0
      ? "None of these roles can be chosen all at once"
      : `Choose all: ${countWords(offered, "role")} that need${offered === 1 ? "s" : ""} no confirmation`;
  const box = useId();
  const heads = ["Role", "Tag", "Trust", "What it says"];
  return (
    <thead className="sticky top-0 z-10 block border-b border-line bg-card lg:top-14">
      <tr aria-rowindex={1} className={rowGrid}>
        <th scope="col" className="block font-normal">
          <label
            htmlFor={box}
            title={what}
            className="flex h-full cursor-pointer items-center justify-center"
          >
            <Checkbox
              id={box}
              checked={state === "all"}
              mixed={state === "some"}
              disabled={state === "nothing-to-choose"}
              onChange={onToggleAll}
            />
            <span className="sr-only">{what}</span>
          </label>
        </th>
        {heads.map((head, at) => (
          <th
            key={head}
            scope="col"
            className={clsx(
              "block py-2 pr-3 text-sm font-normal text-mute",
              at > 0 ? "max-lg:hidden" : "max-lg:col-span-2",
            )}
          >
            {at === 0 ? (
              <>
                <span className="max-lg:sr-only">{head}</span>
                <span aria-hidden className="lg:hidden">
                  {what}
                </span>
              </>
            ) : (
              head
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
});
