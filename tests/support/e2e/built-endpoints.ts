import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

const actionManifest = z.object({
  node: z.record(
    z.string(),
    z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string() }),
  ),
});
const built = resolve(import.meta.dirname, "../../../.next/server");

export interface BuiltAction {
  id: string;
  name: string;
  /** Path of a page that the action is called from. */
  path: string;
}

function readManifest<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(resolve(built, name), "utf8")));
}

/** `/(group)/enroll/[integration]/page` → `/enroll/integration`, or with the values given for its parameters. */
function toPath(entry: string, values: Readonly<Record<string, string>> = {}): string {
  const path = entry
    .replace(/\/(page|route)$/, "")
    .replaceAll(/\/\([^)]*\)/g, "")
    .replaceAll(/\[(?:\.\.\.)?([^\]]*)\]/g, (_whole, name: string) => values[name] ?? name);
  return path || "/";
}

/** All server actions as the build knows them: none can be forgotten. */
export function builtActions(): BuiltAction[] {
  const { node } = readManifest("server-reference-manifest.json", actionManifest);
  return Object.entries(node).map(([id, { workers, exportedName }]) => {
    const worker = Object.keys(workers).find((name) => !name.includes("_not-found")) ?? "";
    return { id, name: exportedName, path: toPath(worker.replace(/^app/, "")) };
  });
}

/** Paths of all pages and routes as the build knows them, with the values given for their parameters. */
export function builtPaths(values: Readonly<Record<string, string>>): string[] {
  const entries = Object.keys(readManifest("app-paths-manifest.json", z.record(z.string(), z.string())));
  return [...new Set(entries.map((entry) => toPath(entry, values)))].toSorted();
}

/** What a browser sends when a page calls the action. */
export function actionRequest(
  { id }: BuiltAction,
  input: unknown = {},
): RequestInit & { headers: Record<string, string> } {
  return {
    method: "POST",
    redirect: "manual",
    headers: {
      "Next-Action": id,
      "Content-Type": "text/plain;charset=UTF-8",
      Accept: "text/x-component",
    },
    body: JSON.stringify([input]),
  };
}
