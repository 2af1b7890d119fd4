import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function inRoot(...parts: string[]): string {
  return join(root, ...parts);
}

/** Path of a tool's program file, started with our own Node and not through the `.bin` link. */
export function tool(name: string): string {
  return inRoot("node_modules", ".bin", name);
}
