import "server-only";
import { censored } from "./secrets.ts";

const done = Symbol.for("aws-access.censored-stderr");

/**
 * The framework prints errors by itself, with whatever hangs on them: standard error is the log, and passes the same
 * censor as the lines of our own.
 */
export function censorStandardError(): void {
  const { stderr } = globalThis.process as { stderr: NodeJS.WriteStream & { [done]?: true } };
  if (stderr[done]) return;
  stderr[done] = true;
  const write = stderr.write.bind(stderr) as (...parts: unknown[]) => boolean;
  stderr.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return write(censored(text), ...rest);
  }) as typeof stderr.write;
}
