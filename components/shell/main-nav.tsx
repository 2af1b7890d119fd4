"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

const places = [{ href: "/enroll", label: "Enroll", under: ["/enroll", "/new"] }] as const;

/** Shows only what exists. */
export function MainNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex gap-1">
      {places.map((place) => {
        const here = place.under.some((start) => path === start || path.startsWith(`${start}/`));
        return (
          <Link
            key={place.href}
            href={place.href}
            aria-current={here ? "page" : undefined}
            className={clsx(
              "rounded-lg px-2.5 py-1.5",
              here ? "bg-soft font-medium text-ink" : "text-mute hover:bg-soft hover:text-ink",
            )}
          >
            {place.label}
          </Link>
        );
      })}
    </nav>
  );
}
