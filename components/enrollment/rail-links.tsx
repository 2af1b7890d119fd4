"use client";

import { CircleHelp, History } from "lucide-react";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { whyHref } from "#components/why/why-words.ts";
import { runsHref } from "./step-words.ts";

/** Under the six steps: what goes across them. */
export function RailLinks({ integration }: { integration: string }) {
  const path = usePathname();
  const links = [
    { href: whyHref(integration), label: "Why?", Icon: CircleHelp },
    { href: runsHref(integration), label: "Runs", Icon: History },
  ];
  return (
    <ul className="col-start-2 row-start-1 mt-2 mr-2.5 flex self-start lg:mt-3 lg:mr-0 lg:block">
      {links.map(({ href, label, Icon }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            aria-current={path === href ? "page" : undefined}
            className={clsx(
              "flex items-center gap-2.5 rounded-lg px-2.5 py-2 focus-visible:-outline-offset-2",
              path === href || path.startsWith(`${href}/`)
                ? "bg-sel"
                : "text-mute hover:bg-soft hover:text-ink",
            )}
          >
            <Icon className="size-5 p-0.5" aria-hidden />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
