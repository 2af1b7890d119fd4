import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A region that scrolls inside, by keyboard too, instead of widening the page. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={clsx("relative overflow-auto focus-visible:-outline-offset-2", className)}
    >
      {children}
    </section>
  );
}

/** Text to copy as it stands: a document, a command. */
export function CodeBlock({ code, label, actions }: { code: string; label: string; actions?: ReactNode }) {
  return (
    <div className="min-w-0 overflow-hidden rounded-lg border border-line">
      <div className="flex min-h-9 items-center justify-between gap-3 border-b border-line bg-soft py-1 pr-1.5 pl-3">
        <span className="min-w-0 truncate text-sm text-mute">{label}</span>
        <span className="flex shrink-0 items-center gap-1">
          {actions}
          <CopyButton text={code} what={label} words="Copy" />
        </span>
      </div>
      <ScrollRegion label={label} className="max-h-112">
        <pre className="w-max min-w-full px-3 py-2 font-mono leading-relaxed">{code}</pre>
      </ScrollRegion>
    </div>
  );
}

/** An ARN or another exact name: monospace, breakable anywhere, with its copy button. */
export function Exact({ text, what }: { text: string; what: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5 align-middle">
      <code className="min-w-0 font-mono break-all">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}
