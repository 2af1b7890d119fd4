"use client";

import { useRef, useState } from "react";
import type { DriftView } from "#lib/domain/enrollment/views.ts";
import { AcceptedDrifts } from "./accepted-drifts.tsx";
import { DriftItem, type DriftAction } from "./drift-item.tsx";

export interface DriftActions {
  acceptDrift: DriftAction;
  withdrawAdoption: DriftAction;
}

interface DriftListsProps {
  view: Pick<DriftView, "integration" | "items" | "accepted">;
  actions: DriftActions;
}

/** What moved, and what is accepted. Whatever is answered leaves its list, with its button: the focus stays here. */
export function DriftLists({ view: { integration, items, accepted }, actions }: DriftListsProps) {
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const tell = (words: string) => {
    setSaid(words);
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div ref={place} tabIndex={-1} className="space-y-5 outline-none">
      <output className="sr-only">{said}</output>
      {items.length === 0 ? null : (
        <ul className="divide-y divide-line rounded-[10px] border border-line bg-card">
          {items.map((item) => (
            <DriftItem
              key={item.fingerprint}
              integration={integration}
              item={item}
              acceptDrift={actions.acceptDrift}
              onAccepted={() => tell(`Accepted as it is: ${item.diff.title}`)}
            />
          ))}
        </ul>
      )}
      {accepted.length > 0 ? (
        <AcceptedDrifts
          integration={integration}
          accepted={accepted}
          withdrawAdoption={actions.withdrawAdoption}
          onWithdrawn={(title) => tell(`Listed again: ${title}`)}
        />
      ) : null}
    </div>
  );
}
