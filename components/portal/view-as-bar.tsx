import { Eye } from "lucide-react";
import Link from "next/link";

/** Stands as long as an admin looks at another's portal. */
export function ViewAsBar({ user, viewer }: { user: string; viewer: string }) {
  return (
    <aside aria-label="View as" className="border-b border-warn/40 bg-warn-bg text-warn">
      <div className="mx-auto flex w-full max-w-280 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 sm:px-6">
        <Eye className="size-4 shrink-0" aria-hidden />
        <p className="min-w-0 flex-1 basis-80 break-words">
          <strong className="font-medium">Viewing as {user}.</strong> You are signed in as {viewer}: this is
          read-only, and nothing is kept. A launch happens as whoever is signed in to Teleport in this
          browser.
        </p>
        <Link href="/" prefetch={false} className="rounded-sm font-medium underline">
          View as somebody else
        </Link>
      </div>
    </aside>
  );
}
