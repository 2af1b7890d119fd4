import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";

const running = new Set<ChildProcess>();

/** Starts a child that ends with this process. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

/** Runs to the end; the exit code, or 1 after a signal. */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  const child = start(command, args, options);
  return await new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

async function endAll(signal: NodeJS.Signals): Promise<void> {
  await Promise.all(
    [...running].map(
      async (child) =>
        await new Promise<void>((resolve) => {
          child.on("exit", () => resolve());
          if (!child.kill(signal)) resolve();
        }),
    ),
  );
}

/** On Ctrl-C or SIGTERM: ends the children, waits for them, then leaves. Whoever leaves by itself leaves none behind. */
export function endChildrenWithProcess(): void {
  process.on("exit", () => {
    for (const child of running) child.kill("SIGTERM");
  });
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void endAll("SIGTERM").then(() => process.exit(0));
    });
  }
}

export async function endChildren(): Promise<void> {
  await endAll("SIGTERM");
}
