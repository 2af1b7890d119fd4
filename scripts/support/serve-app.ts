import { appEnvironment } from "./app-environment.ts";
import { endChildren, start } from "./child.ts";
import { root, tool } from "./paths.ts";
import { claimPort } from "./ports.ts";
import { checkJournal, claimData, listenAddress, waitUntilAnswering } from "./running-app.ts";

export interface ServedApp {
  environment: NodeJS.ProcessEnv;
  dataDir: string;
  port: number;
}

const modes = {
  // Next's own banner names an address that the app does not answer to.
  start: { nodeEnv: "production", stdio: ["ignore", "ignore", "inherit"] },
  dev: { nodeEnv: "development", stdio: "inherit" },
} as const;

/**
 * Each reading of a large account makes and drops some 200 MB of parsed XML. V8 would let its young generation grow to
 * a hundred megabytes and never give them back; in smaller steps the same work takes as long and 120 MB less. And it
 * would let what is dropped lie until the heap is four times what lives: here until it is 1.4 times that. Neither says
 * how much may live: an account of any size is read as before.
 */
const nodeFlags = ["--max-semi-space-size=4", "--heap-growing-percent=40"];

/** Starts the app, and the sandbox where nothing names a cluster; returns when it answers. Its end ends this process. */
export async function serveApp(
  mode: keyof typeof modes,
  fallbackPort = 3000,
  beforeStart: () => Promise<void> = () => Promise.resolve(),
): Promise<ServedApp> {
  const port = await claimPort("PORT", fallbackPort);
  await beforeStart();
  const environment = await appEnvironment({ ...process.env, PORT: String(port) });
  const dataDir = environment.DATA_DIR;
  const address = listenAddress(environment);
  await claimData(dataDir, port);
  await checkJournal(environment, dataDir);

  const { nodeEnv, stdio } = modes[mode];
  const next = [tool("next"), mode, "--hostname", address, "--port", String(port)];
  const app = start(process.execPath, [...nodeFlags, ...next], {
    cwd: root,
    env: { ...environment, NODE_ENV: nodeEnv },
    stdio: typeof stdio === "string" ? stdio : [...stdio],
  });
  app.on("exit", (code) => {
    console.error(`The app has ended${code === null ? "" : ` with code ${code}`}.`);
    void endChildren().then(() => process.exit(code ?? 1));
  });
  await waitUntilAnswering(port, address);
  return { environment, dataDir, port };
}
