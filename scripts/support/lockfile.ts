import { readFileSync } from "node:fs";
import { z } from "zod";
import { inRoot } from "./paths.ts";

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

type Packages = z.infer<typeof lock>["packages"];

function resolveFrom(packages: Packages, from: string, name: string): Packages[string] | undefined {
  for (let path = from; ;) {
    const candidate = packages[`${path ? `${path}/` : ""}node_modules/${name}`];
    if (candidate || path === "") return candidate;
    const cut = path.lastIndexOf("node_modules/");
    path = cut >= 0 ? path.slice(0, cut).replace(/\/$/, "") : "";
  }
}

/**
 * npm leaves optional packages that it could not find out of the lock without a word, and `npm ci` fails later. Also
 * names addresses: the lock must work with any registry.
 */
export function lockProblems(): string[] {
  const { packages } = lock.parse(JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")));
  const problems: string[] = [];
  for (const [where, meta] of Object.entries(packages)) {
    if (meta.resolved?.startsWith("http")) problems.push(`lockfile: an address in ${where}`);
    for (const [name, wanted] of Object.entries(meta.optionalDependencies ?? {})) {
      const found = resolveFrom(packages, where, name);
      if (!found)
        problems.push(`lockfile: ${name}@${wanted} is missing, wanted by ${where || "the project"}`);
      else if (/^\d+\.\d+\.\d+\S*$/.test(wanted) && found.version !== wanted) {
        problems.push(
          `lockfile: ${name} is ${found.version ?? "unknown"}, ${where || "the project"} wants ${wanted}`,
        );
      }
    }
  }
  return problems;
}
