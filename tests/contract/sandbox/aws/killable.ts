import { startAws } from "#lib/sandbox/aws/server.ts";

/** A sandbox in a process of its own, to be killed. */
const { url, port, credentials } = await startAws({
  port: 0,
  statePath: process.argv[2] ?? null,
  extraRoles: 0,
  issuers: new Map(),
  seed: "empty",
});
process.stdout.write(`${JSON.stringify({ url, port, credentials })}\n`);
