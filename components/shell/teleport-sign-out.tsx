import { LogOut } from "lucide-react";

/**
 * Behind Teleport the session is Teleport's: its proxy answers this path at the app's own address. A plain link, since
 * nothing may fetch it before it is pressed.
 */
export function TeleportSignOut() {
  return (
    // oxlint-disable-next-line nextjs/no-html-link-for-pages -- Teleport's proxy answers this path, no page of ours
    <a
      href="/teleport-logout"
      aria-label="Sign out of Teleport"
      title="Sign out of Teleport"
      className="grid size-8 place-items-center rounded-lg text-mute hover:bg-soft hover:text-ink"
    >
      <LogOut className="size-4" aria-hidden />
    </a>
  );
}
