import Link from "next/link";
import type { ReactNode } from "react";

/** A quiet way from where something is given to where it is taken away again. */
export function TakeAwayLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p className="text-sm">
      <Link href={href} className="rounded-sm text-mute underline hover:text-ink">
        {children}
      </Link>
    </p>
  );
}
