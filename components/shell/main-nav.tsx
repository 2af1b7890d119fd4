"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

const portal = { href: "/", label: "My roles", under: ["/open"] } as const;
const enroll = { href: "/enroll", label: "Enroll", under: ["/enroll", "/new"] } as const;

/** Shows only what exists for whoever looks. */
export function MainNav({ isAdmin }: { isAdmin: boolean }) {
  const path = usePathname();
  const places = isAdmin ? [portal, enroll] : [portal];
  return (
    <nav aria-label="Main" className="flex gap-1">
      {places.map((place) => {
        const here =
          path === place.href || place.under.some((start) => path === start || path.startsWith(`${start}/`));
        return (
          <Link
            key={place.href}
            href={place.href}
            // The one half of the app shall not load the other's code before somebody goes there.
            prefetch={false}
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
