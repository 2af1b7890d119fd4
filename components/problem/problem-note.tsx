import { clsx } from "clsx";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LightDot } from "#components/ui/light.tsx";
import { isSettledInOtherTab } from "./other-tab.ts";

interface ProblemNoteProps {
  problem: Problem;
  /** To be quoted when asking for help. */
  reference?: string | null;
  /** Announced at once: for what follows something the person did. */
  live?: boolean;
  tone?: "bad" | "warn";
  /** Inside a list or a box of its own: no border. */
  bare?: boolean;
  action?: ReactNode;
  /** False on the page for signing in itself. */
  offersSignIn?: boolean;
}

/** What happened, why, what to do, and the exact evidence to hand on. */
export function ProblemNote({
  problem,
  reference = null,
  live = false,
  tone = "bad",
  bare = false,
  action,
  offersSignIn = true,
}: ProblemNoteProps) {
  const signIn = offersSignIn && isSettledInOtherTab(problem);
  return (
    <div
      role={live ? "alert" : undefined}
      className={clsx(
        "flex min-w-0 gap-3",
        !bare && "rounded-[10px] border bg-card p-3.5",
        !bare && (tone === "bad" ? "border-bad" : "border-warn/60"),
      )}
    >
      {bare ? null : <LightDot state={tone} />}
      <div className="min-w-0 flex-1 space-y-1">
        <p className={clsx("break-words", bare ? "text-bad" : "font-medium")}>{problem.what}</p>
        {problem.why ? <p className="break-words text-mute">{problem.why}</p> : null}
        {problem.remedy ? <p className="break-words">{problem.remedy}</p> : null}
        {problem.evidence ? (
          <p className="flex items-start gap-1 text-sm">
            <code className="min-w-0 rounded-md bg-soft px-1.5 py-0.5 font-mono [overflow-wrap:anywhere]">
              {problem.evidence}
            </code>
            <CopyButton text={problem.evidence} what="the evidence" />
          </p>
        ) : null}
        {reference ? (
          <p className="text-sm text-mute">
            Reference <code className="font-mono">{reference}</code>
          </p>
        ) : null}
        {action || signIn ? (
          <div className="flex flex-wrap gap-2.5 pt-1.5">
            {signIn ? (
              <LinkButton size="small" href="/" target="_blank" prefetch={false}>
                Open the app in another tab
                <ExternalLink className="size-3.5" aria-hidden />
              </LinkButton>
            ) : null}
            {action}
          </div>
        ) : null}
      </div>
    </div>
  );
}
