import { regionPattern, servicePattern, type ConsolePage } from "./links.ts";

/** What one person's browser keeps of the portal. Roles are named by their key, present or not: they may come back. */
export interface Kept {
  /** In the order in which they were pinned. */
  pins: readonly string[];
  /** Newest first. */
  launches: readonly { key: string; atMs: number }[];
  /** Where each role's second link leads. */
  pages: Readonly<Record<string, ConsolePage>>;
}

export const nothingKept: Kept = { pins: [], launches: [], pages: {} };

const maxPins = 100;
const maxLaunches = 30;

export function togglePin(kept: Kept, key: string): Kept {
  const pins = kept.pins.includes(key) ? kept.pins.filter((pin) => pin !== key) : [...kept.pins, key];
  return { ...kept, pins: pins.slice(-maxPins) };
}

export function addLaunch(kept: Kept, key: string, atMs: number): Kept {
  const others = kept.launches.filter((launch) => launch.key !== key);
  return { ...kept, launches: [{ key, atMs }, ...others].slice(0, maxLaunches) };
}

/** null takes the page away. */
export function setPage(kept: Kept, key: string, page: ConsolePage | null): Kept {
  const others = Object.entries(kept.pages).filter(([name]) => name !== key);
  return { ...kept, pages: Object.fromEntries(page ? [...others, [key, page]] : others) };
}

export function launchedAtMs(kept: Kept, key: string): number | null {
  return kept.launches.find((launch) => launch.key === key)?.atMs ?? null;
}

export function pageOf(kept: Kept, key: string): ConsolePage | null {
  return Object.hasOwn(kept.pages, key) ? (kept.pages[key] ?? null) : null;
}

/** Reads what an earlier version, another tab or a person's own hands left in the browser; damage counts as nothing. */
export function readKept(text: string | null): Kept {
  const stored = parse(text);
  if (!isRecord(stored)) return nothingKept;
  const pins = listOf(stored["pins"]).filter(isText);
  const launches = listOf(stored["launches"]).flatMap((launch) =>
    isRecord(launch) && isText(launch["key"]) && Number.isFinite(launch["atMs"])
      ? [{ key: launch["key"], atMs: Number(launch["atMs"]) }]
      : [],
  );
  const pages = Object.entries(isRecord(stored["pages"]) ? stored["pages"] : {}).flatMap(([key, page]) =>
    isPage(page) ? [[key, { service: page.service, region: page.region }] as const] : [],
  );
  return {
    pins: [...new Set(pins)].slice(0, maxPins),
    launches: launches.toSorted((a, b) => b.atMs - a.atMs).slice(0, maxLaunches),
    pages: Object.fromEntries(pages),
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    // Not ours, or cut off: pins are a comfort, never worth a failure.
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isPage(value: unknown): value is ConsolePage {
  if (!isRecord(value) || !isText(value["service"]) || !isText(value["region"])) return false;
  return servicePattern.test(value["service"]) && regionPattern.test(value["region"]);
}
