"use client";

import type { LucideIcon } from "lucide-react";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

interface RailLinkProps {
  href: string;
  icon: LucideIcon;
  words: string;
  /** Pages below its address count as it, too. */
  withPagesBelow?: boolean;
  className?: string;
}

/** A page of the enrollment beside the six steps. Where it is narrow its icon stands alone, with its words for ears. */
export function RailLink({ href, icon: Icon, words, withPagesBelow = false, className }: RailLinkProps) {
  const path = usePathname();
  const here = path === href || (withPagesBelow && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={path === href ? "page" : undefined}
      title={words}
      className={clsx(
        "row-start-1 mt-2 flex items-center gap-2.5 self-start rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2 lg:mr-0",
        here ? "bg-sel" : "text-mute hover:bg-soft hover:text-ink",
        className,
      )}
    >
      <Icon className="size-5 p-0.5" aria-hidden />
      <span className="max-sm:sr-only">{words}</span>
    </Link>
  );
}
