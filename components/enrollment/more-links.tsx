"use client";

import { clsx } from "clsx";
import { Unplug } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { offboardHref } from "./step-words.ts";

const place = {
  /** Under the steps. */
  rail: "hidden lg:block",
  /** Under the page, where the rail is a row above it. */
  foot: "border-t border-line px-2.5 py-2 lg:hidden",
};

/** The quiet ways: to what is done once in an enrollment's life. */
export function MoreLinks({ integration, at }: { integration: string; at: keyof typeof place }) {
  const path = usePathname();
  const href = offboardHref(integration);
  return (
    <div className={place[at]}>
      <Link
        href={href}
        aria-current={path === href ? "page" : undefined}
        className={clsx(
          "flex items-center gap-2.5 rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2",
          path === href ? "bg-sel" : "text-mute hover:bg-soft hover:text-ink",
        )}
      >
        <Unplug className="size-5 p-0.5" aria-hidden />
        Offboard
      </Link>
    </div>
  );
}
