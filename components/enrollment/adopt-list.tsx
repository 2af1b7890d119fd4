"use client";

import type { AdoptableView } from "#lib/domain/enrollment/views.ts";
import type { PrepareAccessAction } from "#components/account/access-role-panel.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { AdoptForm, type AdoptAction } from "./adopt-form.tsx";

/** The integrations that exist in Teleport, each with what adopting it needs. */
export function AdoptList({
  adoptable,
  chosen,
  adopt,
  prepareAccess,
}: {
  adoptable: readonly AdoptableView[];
  /** The one that the address names: open from the start. */
  chosen: string | null;
  adopt: AdoptAction;
  prepareAccess: PrepareAccessAction;
}) {
  return (
    <ul className="space-y-2.5">
      {adoptable.map((each) => (
        <li key={each.integration}>
          <Disclosure
            open={each.integration === chosen}
            summary={
              <span className="flex flex-wrap items-baseline gap-x-3">
                <code className="font-mono break-all">{each.integration}</code>
                <span className="text-sm font-normal text-mute">
                  account <code className="font-mono">{each.accountId}</code>
                </span>
              </span>
            }
          >
            <div className="space-y-4">
              <p className="text-mute">
                Integration role <Exact text={each.roleArn} what="the role’s ARN" />
              </p>
              {each.refusal ? (
                <Notice state="bad" title="This one can’t be adopted">
                  {each.refusal}
                </Notice>
              ) : (
                <AdoptForm adoptable={each} adopt={adopt} prepareAccess={prepareAccess} />
              )}
            </div>
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}
