import type { AuditLogView, LaunchTileView } from "#lib/domain/enrollment/launch-views.ts";
import { LightIcon } from "#components/ui/light.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** That the role was really opened: who says so, and when. Two witnesses, which know different things. */
export function LaunchEvidence({
  tile: { launched, lastUsedAt },
  isAuditLogRead,
}: {
  tile: Pick<LaunchTileView, "launched" | "lastUsedAt">;
  isAuditLogRead: boolean;
}) {
  if (!launched && lastUsedAt === null) {
    return (
      <p className="text-sm text-mute">{isAuditLogRead ? "No launch seen yet" : "AWS knows of no use yet"}</p>
    );
  }
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-mute">
      {launched ? (
        <span className="inline-flex min-w-0 items-baseline gap-1.5 text-ink">
          <LightIcon state="ok" className="self-center text-ok" />
          <span className="min-w-0 break-words">
            Launched by {launched.by} <RelativeTime at={launched.at} />{" "}
            <span className="text-mute">(Teleport’s audit log)</span>
          </span>
        </span>
      ) : null}
      {lastUsedAt === null ? null : (
        <span>
          AWS: last used <RelativeTime at={lastUsedAt} />
        </span>
      )}
    </p>
  );
}

/** What the marks on the roles come from, or why one of the witnesses is silent. */
export function AuditLogNote({ log }: { log: AuditLogView }) {
  if (log.readable) {
    return (
      <p className="text-sm text-mute">
        Teleport’s audit log says who began a launch; it is read back to <RelativeTime at={log.since} />.
        Whether AWS then let them in shows in AWS’s own record of the role’s last use, which may be hours
        behind.
      </p>
    );
  }
  return (
    <p className="text-sm text-mute">
      Who launched what is not known: Teleport’s audit log is not read. {log.why}
      {log.remedy === null ? null : ` ${log.remedy}`}
    </p>
  );
}
