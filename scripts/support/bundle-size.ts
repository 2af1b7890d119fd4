import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { inRoot } from "./paths.ts";

const buildManifest = z.object({ rootMainFiles: z.array(z.string()) });
const pageManifest = z.object({
  entryJSFiles: z.record(z.string(), z.array(z.string())),
  clientModules: z.record(z.string(), z.object({ chunks: z.array(z.string()) })),
});

/** A part of the framework that no page can do without: what holds it is loaded for an empty page, too. */
const needed = "/next/dist/esm/client/components/layout-router.js";

export interface BundleSize {
  /** Files that every page loads. */
  framework: readonly string[];
  /** What every page of this framework loads, empty ones too. Compressed bytes. */
  frameworkBytes: number;
  /** What this page loads on top of that. Compressed bytes. */
  pageBytes: number;
  /** Files of the page beyond the framework's, the largest first. */
  files: readonly { file: string; bytes: number }[];
}

/** What loading a page costs in JavaScript, by the build's own manifests. `page` is its folder under `app`, groups included. */
export function bundleSize(page: string, buildDir = inRoot(".next")): BundleSize {
  const { rootMainFiles } = buildManifest.parse(
    JSON.parse(readFileSync(join(buildDir, "build-manifest.json"), "utf8")),
  );
  const { entryJSFiles, clientModules } = readPageManifest(page, buildDir);
  const [, router] = Object.entries(clientModules).find(([name]) => name.endsWith(needed)) ?? [];
  const framework = [
    ...rootMainFiles,
    ...(router?.chunks ?? []).map((chunk) => chunk.replace("/_next/", "")),
  ];
  const scripts = new Set(Object.values(entryJSFiles).flat());
  const files = [...scripts]
    .filter((file) => !framework.includes(file))
    .map((file) => ({ file, bytes: compressedBytes(join(buildDir, file)) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  return {
    framework,
    frameworkBytes: framework.reduce((sum, file) => sum + compressedBytes(join(buildDir, file)), 0),
    pageBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files,
  };
}

/** The manifest is a script that assigns to a global: it is run in a context that has nothing else. */
function readPageManifest(page: string, buildDir: string): z.infer<typeof pageManifest> {
  const file = join(buildDir, "server", "app", page, "page_client-reference-manifest.js");
  if (!existsSync(file)) throw new Error(`The build has no page ${page}: run npm run build first.`);
  const context = createContext({});
  runInContext(readFileSync(file, "utf8"), context);
  const [manifest] = Object.values((context as { __RSC_MANIFEST?: object }).__RSC_MANIFEST ?? {});
  return pageManifest.parse(manifest);
}

function compressedBytes(file: string): number {
  return gzipSync(readFileSync(file)).length;
}
