"use client";

import { useInBrowser } from "#components/portal/use-in-browser.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** Copies the whole address of a page of this app. */
export function CopyLink({ path }: { path: string }) {
  const origin = useInBrowser() ? window.location.origin : "";
  return <CopyButton text={`${origin}${path}`} what="link to this answer" words="Copy link" />;
}
