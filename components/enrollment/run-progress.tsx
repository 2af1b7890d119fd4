"use client";

import { useSearchParams } from "next/navigation";
import type { RunStatus } from "#lib/domain/enrollment/run.ts";
import type { RunChangeView, RunView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { writeQuery } from "#components/ui/address.ts";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import { Light } from "#components/ui/light.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { groupDigits } from "./number-words.ts";
import { ResourceName } from "./resource-name.tsx";
import { changeStatusLights, changeStatusWords, countStatuses } from "./run-words.ts";

const runEnds: Record<Exclude<RunStatus, "running">, string> = {
  finished: "has finished",
  stopped: "has stopped",
  interrupted: "was interrupted",
};

function ChangeLine({ change }: { change: RunChangeView }) {
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium break-words">{change.title}</p>
        <div className="flex flex-row-reverse flex-wrap items-center justify-end gap-x-3 gap-y-1 sm:ml-auto sm:flex-row">
          {change.at ? (
            <span className="text-sm text-mute">
              <RelativeTime at={change.at} />
            </span>
          ) : null}
          {change.status === "in-progress" ? (
            <span className="rounded-md bg-sel px-2 py-0.5 text-sm font-medium text-accent">
              {change.words}
            </span>
          ) : (
            <Light state={changeStatusLights[change.status]}>{change.words}</Light>
          )}
        </div>
      </div>
      <ResourceName id={change.resource} of={change.title} />
      {change.problem ? (
        <div className="mt-1.5">
          <ProblemNote problem={change.problem} bare />
        </div>
      ) : null}
    </div>
  );
}

/** Bar, counts, and the outcome of each change in words. */
export function RunProgress({ run }: { run: RunView }) {
  const only = useSearchParams().get("show");
  const counts = countStatuses(run.changes);
  // A status that nothing has any more would leave an empty list behind.
  const shownStatus = counts.find(({ status }) => status === only)?.status ?? "all";
  const shown =
    shownStatus === "all" ? run.changes : run.changes.filter((change) => change.status === shownStatus);
  const trouble = run.changes.some((change) => change.status === "failed" || change.status === "conflict");
  const tone =
    run.status === "stopped"
      ? "bad"
      : trouble || run.status === "interrupted"
        ? "warn"
        : run.status === "finished"
          ? "ok"
          : "accent";

  return (
    <div className="space-y-3">
      <div className="space-y-2">
        <output className="block">
          <span className="font-medium">
            {groupDigits(run.done)} of {groupDigits(run.total)}
          </span>{" "}
          <span className="text-mute">changes{run.status === "running" ? " so far" : ""}</span>
          {/* The end stands at the top of the page; here it is also heard. */}
          {run.status === "running" ? null : (
            <span className="sr-only">. The run {runEnds[run.status]}.</span>
          )}
        </output>
        <Progress label="Changes done" done={run.done} total={run.total} tone={tone} />
      </div>
      {counts.length > 1 ? (
        <FilterChips
          label="Show only"
          value={shownStatus}
          onChange={(status) => writeQuery({ show: status === "all" ? null : status })}
          options={[
            { value: "all", label: `all ${groupDigits(run.changes.length)}` },
            ...counts.map(({ status, count }) => ({
              value: status,
              label: `${changeStatusWords[status]} ${groupDigits(count)}`,
            })),
          ]}
        />
      ) : null}
      <div className="overflow-hidden rounded-[10px] border border-line bg-card">
        <LongList
          label="Changes"
          items={shown}
          itemKey={(change) => change.key}
          estimatedHeight={66}
          render={(change) => <ChangeLine change={change} />}
        />
      </div>
    </div>
  );
}
