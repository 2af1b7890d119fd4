import { versions } from "node:process";
import { AppError } from "#lib/domain/errors.ts";

/** The embedded database's native part crashes older versions without a word. */
const oldestMajor = 24;

/** @throws AppError `configuration-invalid`; call it before better-sqlite3 is loaded */
export function requireSupportedNode(version: string = versions.node): void {
  const major = Number.parseInt(version, 10);
  if (major >= oldestMajor) return;
  throw new AppError({
    code: "configuration-invalid",
    what: `The journal can't be opened with Node ${version}.`,
    why: `Its database needs Node ${oldestMajor} or newer and would crash this one.`,
    remedy: `Start the app with npm start, which brings Node ${oldestMajor}, or install Node ${oldestMajor}.`,
    evidence: version,
  });
}
