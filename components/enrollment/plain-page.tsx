import type { ReactNode } from "react";

/** A page without a rail. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-280 px-4 py-7 outline-none sm:px-6">
      {children}
    </main>
  );
}
