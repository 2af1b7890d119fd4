"use client";

import type { ByHand, ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

function Part({ part }: { part: ByHandPart }) {
  return (
    <CodeBlock
      code={part.content}
      label={part.fileName}
      actions={<DownloadButton text={part.content} fileName={part.fileName} />}
    />
  );
}

/** The same change as commands and documents, to copy or to download. */
export function ByHandPanel({ byHand, label = "By hand" }: { byHand: ByHand; label?: string }) {
  const [only] = byHand.parts;
  return (
    <div className="min-w-0 space-y-3">
      <p className="prose-width text-mute">{byHand.summary}</p>
      {byHand.parts.length > 1 ? (
        <Tabs
          label={label}
          tabs={byHand.parts.map((part, at) => ({
            id: `part-${at}`,
            label: part.title,
            content: <Part part={part} />,
          }))}
        />
      ) : null}
      {byHand.parts.length === 1 && only ? <Part part={only} /> : null}
    </div>
  );
}
