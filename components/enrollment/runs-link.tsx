"use client";

import { History } from "lucide-react";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { runsHref } from "./step-words.ts";

/** Under the six steps: what was applied. */
export function RunsLink({ integration }: { integration: string }) {
  const href = runsHref(integration);
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={path === href ? "page" : undefined}
      className={clsx(
        "col-start-2 row-start-1 mt-2 mr-2.5 flex items-center gap-2.5 self-start rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2 lg:mt-3 lg:mr-0",
        here ? "bg-sel" : "text-mute hover:bg-soft hover:text-ink",
      )}
    >
      <History className="size-5 p-0.5" aria-hidden />
      Runs
    </Link>
  );
}
