import type { SandboxEnvironment } from "../config.ts";

const variables = [
  "SANDBOX_AWS_PORT",
  "SANDBOX_TELEPORT_PORT",
  "SANDBOX_WEB_PORT",
  "SANDBOX_APP_PORT",
] as const;

/** What to tell when a port can't be had, with the variable that chooses another; null: another failure. */
export function portProblem(error: unknown, environment: SandboxEnvironment): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("port" in error)) return null;
  const variable = variables.find((name) => environment[name] === error.port);
  if (!variable) return null;
  if (error.code === "EADDRINUSE") {
    return `Port ${String(error.port)} is in use: set ${variable} to another one, or to 0 for any free one.`;
  }
  if (error.code === "EACCES") {
    return `Port ${String(error.port)} is not allowed for this user: set ${variable} to another one.`;
  }
  return null;
}
