"use client";

import { clsx } from "clsx";
import { GitCompareArrows, Unplug } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useRef, type ReactNode } from "react";
import { useFocusInView } from "./use-focus-in-view.ts";
import { driftHref, offboardHref } from "./step-words.ts";

const place = {
  /** Under the steps. */
  rail: "hidden lg:block",
  /** Under the page, where the rail is a row above it. */
  foot: "flex flex-wrap gap-x-2 border-t border-line px-2.5 py-2 lg:hidden",
};

function QuietLink({ href, children }: { href: string; children: ReactNode }) {
  const here = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={clsx(
        "flex items-center gap-2.5 rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2",
        here ? "bg-sel" : "text-mute hover:bg-soft hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

interface MoreLinksProps {
  integration: string;
  /** How many resources moved since they were written. */
  moved: number;
  at: keyof typeof place;
}

/** The quiet ways: to what moved behind the app's back, and to the end of an enrollment's life. */
export function MoreLinks({ integration, moved, at }: MoreLinksProps) {
  const links = useRef<HTMLDivElement>(null);
  useFocusInView(links);
  return (
    <div ref={links} className={place[at]}>
      <QuietLink href={driftHref(integration)}>
        <GitCompareArrows className="size-5 p-0.5" aria-hidden />
        <span className={clsx(moved > 0 && "text-warn")}>
          Drift
          {moved > 0 ? <span className="tabular-nums"> · {moved} moved</span> : null}
        </span>
      </QuietLink>
      <QuietLink href={offboardHref(integration)}>
        <Unplug className="size-5 p-0.5" aria-hidden />
        Offboard
      </QuietLink>
    </div>
  );
}
