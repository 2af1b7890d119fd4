import { Check, CircleHelp, Minus, TriangleAlert, X } from "lucide-react";
import { clsx } from "clsx";
import type { ComponentType, ReactNode } from "react";

export type LightState = "ok" | "bad" | "warn" | "off" | "unknown";

interface IconProps {
  className?: string;
  strokeWidth?: number;
  "aria-hidden"?: boolean;
}

const icons: Record<LightState, ComponentType<IconProps>> = {
  ok: Check,
  bad: X,
  warn: TriangleAlert,
  off: Minus,
  unknown: CircleHelp,
};

/** For ears: the shape and the colour say it to eyes. */
const spoken: Record<LightState, string> = {
  ok: "OK",
  bad: "Not OK",
  warn: "Attention",
  off: "Not applicable",
  unknown: "Unknown",
};

const chips: Record<LightState, string> = {
  ok: "bg-ok-bg text-ok",
  bad: "bg-bad-bg text-bad",
  warn: "bg-warn-bg text-warn",
  off: "bg-soft text-off",
  unknown: "bg-soft text-off",
};

export function LightIcon({ state, className }: { state: LightState; className?: string }) {
  const Icon = icons[state];
  return (
    <>
      <Icon className={clsx("size-3.5 shrink-0", className)} strokeWidth={2.5} aria-hidden />
      <span className="sr-only">{spoken[state]}:</span>
    </>
  );
}

/** A state as a chip: icon, colour and words together, never one alone. */
export function Light({ state, children }: { state: LightState; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex max-w-full items-start gap-1.5 rounded-md px-2 py-0.5 text-sm font-medium",
        chips[state],
      )}
    >
      <LightIcon state={state} className="mt-0.5" />
      <span className="min-w-0 break-words">{children}</span>
    </span>
  );
}

/** The round mark that begins a line of a list. */
export function LightDot({ state }: { state: LightState }) {
  return (
    <span className={clsx("inline-grid size-5 shrink-0 place-items-center rounded-full", chips[state])}>
      <LightIcon state={state} className="size-3" />
    </span>
  );
}
