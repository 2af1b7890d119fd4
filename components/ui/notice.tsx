import { clsx } from "clsx";
import type { ReactNode } from "react";
import { LightDot, type LightState } from "./light.tsx";

const edges: Record<LightState, string> = {
  ok: "border-ok/40",
  bad: "border-bad",
  warn: "border-warn/60",
  off: "border-line",
  unknown: "border-line",
};

/** A boxed message. `live` is for what appears by itself after something the person did. */
export function Notice({
  state,
  title,
  live = false,
  children,
}: {
  state: LightState;
  title: string;
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div
      role={live ? (state === "bad" ? "alert" : "status") : undefined}
      className={clsx("flex gap-3 rounded-[10px] border bg-card p-3.5", edges[state])}
    >
      <LightDot state={state} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{title}</p>
        {children ? <div className="mt-1 text-mute">{children}</div> : null}
      </div>
    </div>
  );
}
