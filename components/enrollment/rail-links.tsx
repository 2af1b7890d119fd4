"use client";

import { CircleHelp, History, LayoutList } from "lucide-react";
import { whyHref } from "#components/why/why-words.ts";
import { RailLink } from "./rail-link.tsx";
import { enrollmentHref, runsHref } from "./step-words.ts";

/** Above the six steps: the enrollment as a whole. */
export function OverviewLink({ integration }: { integration: string }) {
  return (
    <RailLink
      href={enrollmentHref(integration)}
      icon={LayoutList}
      words="Overview"
      className="col-start-2 lg:mt-0 lg:mb-1"
    />
  );
}

/** Under the six steps: the question that goes across all of them. */
export function WhyLink({ integration }: { integration: string }) {
  return (
    <RailLink href={whyHref(integration)} icon={CircleHelp} words="Why?" className="col-start-3 lg:mt-3" />
  );
}

/** What was applied. */
export function RunsLink({ integration }: { integration: string }) {
  return (
    <RailLink
      href={runsHref(integration)}
      icon={History}
      words="Runs"
      withPagesBelow
      className="col-start-4 mr-2.5 lg:mt-0"
    />
  );
}
