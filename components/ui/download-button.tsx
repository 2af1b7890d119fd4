"use client";

import { Download } from "lucide-react";

/** Hands out text that the page already has: no request, so nothing of it reaches a server log. */
export function DownloadButton({ text, fileName }: { text: string; fileName: string }) {
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button
      type="button"
      onClick={download}
      aria-label={`Download ${fileName}`}
      title={`Download ${fileName}`}
      className="inline-flex h-6.5 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm text-mute hover:bg-card hover:text-ink"
    >
      <Download className="size-3.5" aria-hidden />
      Download
    </button>
  );
}
