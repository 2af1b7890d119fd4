import type { PortalEmptiness } from "#lib/domain/portal/view.ts";

/** Why there is nothing to open, and what would change that. */
export function EmptyPortal({ emptiness }: { emptiness: PortalEmptiness }) {
  return (
    <div className="rounded-xl border border-dashed border-edge bg-card px-6 py-9 text-center">
      <h2 className="text-lg font-medium">{emptiness.title}</h2>
      <div className="mx-auto mt-2 max-w-[60ch] space-y-2 text-mute">
        {emptiness.reasons.map((reason) => (
          <p key={reason} className="break-words">
            {reason}
          </p>
        ))}
      </div>
    </div>
  );
}
