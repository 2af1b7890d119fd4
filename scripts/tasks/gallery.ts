import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOrLeave } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { serveApp } from "../support/serve-app.ts";

endChildrenWithProcess();

// Its data are made up: it neither needs a cluster nor the data of an app that may be running, and leaves nothing behind.
const folder = mkdtempSync(join(tmpdir(), "aws-access-gallery-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const name of ["TELEPORT_PROXY", "TELEPORT_IDENTITY_FILE", "DATABASE_URL", "AUTH"])
  delete process.env[name];
process.env.GALLERY = "1";
const own = {
  DATA_DIR: join(folder, "data"),
  SANDBOX_DIR: join(folder, "sandbox"),
  SANDBOX_AWS_PORT: "0",
  SANDBOX_TELEPORT_PORT: "0",
  SANDBOX_WEB_PORT: "0",
};
for (const [name, value] of Object.entries(own)) process.env[name] ||= value;

const { port } = await serveApp("start", 0, buildOrLeave);
console.log(`\nOpen http://localhost:${port}/gallery\n\nEvery route in every state. Ctrl-C ends it.`);
