"use client";

import { useState } from "react";
import type { DiffGroupView } from "#lib/domain/enrollment/views.ts";
import { DiffBlock } from "#components/ui/diff-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Exact } from "#components/ui/code-block.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { inputClasses } from "#components/ui/field.tsx";
import { clsx } from "clsx";
import { countWords } from "./number-words.ts";
import { ResourceName } from "./resource-name.tsx";

const filterFrom = 20;
const openUpTo = 5;

function Members({ group }: { group: DiffGroupView }) {
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const members = wanted
    ? group.members.filter((member) => `${member.name} ${member.resource}`.toLowerCase().includes(wanted))
    : group.members;
  return (
    <div className="space-y-2">
      {group.members.length >= filterFrom ? (
        <input
          type="search"
          aria-label="Search these resources"
          placeholder="Search name or ARN"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={clsx(inputClasses, "max-w-sm")}
        />
      ) : null}
      <LongList
        label={`Resources of ${group.diff.title}`}
        items={members}
        itemKey={(member) => member.key}
        estimatedHeight={46}
        render={(member) => (
          <div className="py-1">
            <span className="block break-words">{member.name}</span>
            <span className="text-sm">
              <ResourceName id={member.resource} of={member.name} />
            </span>
          </div>
        )}
      />
    </div>
  );
}

/** One diff and all resources that it holds for. */
export function DiffGroup({ group }: { group: DiffGroupView }) {
  const { diff } = group;
  return (
    <li className="min-w-0 space-y-2 py-4 first:pt-0 last:pb-0">
      <div>
        <h3 className="font-medium break-words">{diff.title}</h3>
        {group.count === 1 ? (
          <p className="text-sm text-mute">
            <Exact text={diff.resource} what={`the name of ${diff.title}`} />
          </p>
        ) : null}
        <p className="prose-width text-mute">{diff.why}</p>
      </div>
      <DiffBlock label={`Change: ${diff.title}`} lines={diff.lines} />
      {diff.note ? <p className="text-sm text-mute">{diff.note}</p> : null}
      {group.count > 1 ? (
        <Disclosure
          bare
          open={group.count <= openUpTo}
          summary={`The same for ${countWords(group.count, "resource")}`}
        >
          <Members group={group} />
        </Disclosure>
      ) : null}
    </li>
  );
}
