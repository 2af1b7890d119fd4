import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOrLeave } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { galleryFolder, galleryVariables } from "../support/gallery-variables.ts";
import { serveApp } from "../support/serve-app.ts";

endChildrenWithProcess();

const folder = mkdtempSync(join(tmpdir(), galleryFolder));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const [name, value] of Object.entries(galleryVariables(process.env, folder))) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

const { port } = await serveApp("start", 0, buildOrLeave);
console.log(`\nOpen http://localhost:${port}/gallery\n\nEvery route in every state. Ctrl-C ends it.`);
