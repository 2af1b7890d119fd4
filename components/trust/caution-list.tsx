"use client";

import type { CautionClass } from "./cautions.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LongList } from "#components/ui/long-list.tsx";

interface CautionListProps {
  classes: readonly CautionClass[];
  confirmed: ReadonlySet<string>;
  onConfirm: (code: string, confirmed: boolean) => void;
  onLeaveOut: (arns: readonly string[]) => void;
  /** Review was pressed before all were confirmed. */
  missing: boolean;
}

/** What makes some of the chosen roles more than routine: each kind is a decision of its own. */
export function CautionList({ classes, confirmed, onConfirm, onLeaveOut, missing }: CautionListProps) {
  return (
    <fieldset className="min-w-0 rounded-[10px] border border-warn/60 bg-card p-4">
      <legend className="px-1 font-medium">Needs your confirmation</legend>
      <ul className="divide-y divide-line">
        {classes.map((each) => (
          <li key={each.code} className="space-y-1.5 py-3 first:pt-0 last:pb-0">
            <CheckboxField
              label={each.decision}
              hint={each.words ?? undefined}
              checked={confirmed.has(each.code)}
              error={
                missing && !confirmed.has(each.code) ? "Confirm this, or leave the roles out." : undefined
              }
              onChange={(event) => onConfirm(each.code, event.target.checked)}
            />
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5 pl-6.5">
              <div className="min-w-0 flex-1 basis-64">
                <Disclosure
                  bare
                  open={each.members.length <= 3}
                  summary={countWords(each.members.length, "chosen role")}
                >
                  <LongList
                    label={`Roles: ${each.decision}`}
                    items={each.members}
                    itemKey={(member) => member.arn}
                    estimatedHeight={30}
                    render={(member) => (
                      <div className="py-1">
                        <span className="font-medium break-words">{member.name}</span>{" "}
                        <code className="font-mono break-all text-mute">{member.path}</code>
                        {each.words !== null ? null : (
                          <span className="block break-words text-mute">{member.words}</span>
                        )}
                      </div>
                    )}
                  />
                </Disclosure>
              </div>
              <Button
                size="small"
                look="quiet"
                onClick={() => onLeaveOut(each.members.map((member) => member.arn))}
              >
                Leave {each.members.length === 1 ? "it" : "them"} out
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
