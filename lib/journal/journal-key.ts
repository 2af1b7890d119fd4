import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/domain/errors.ts";
import { createPrivateFolder } from "./sqlite.ts";

const shortestKey = 32;

function tooShort(source: string): AppError {
  return new AppError({
    code: "configuration-invalid",
    what: `The journal's key in ${source} is too short.`,
    why: `It must have at least ${shortestKey} characters, so that nobody can guess it and forge entries.`,
    remedy: "Use the output of openssl rand -hex 32.",
    evidence: source,
  });
}

/** Linked into place whole: of two processes that begin at once both read the same key, and none a half of it. */
function createKeyFile(path: string): void {
  const temporary = `${path}.${randomBytes(8).toString("hex")}`;
  // The comment keeps the build from taking the whole project for files that this name may mean.
  const descriptor = openSync(/* turbopackIgnore: true */ temporary, "wx", 0o600);
  try {
    writeSync(descriptor, randomBytes(32).toString("hex"));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/**
 * The key of the journal's hash chain, kept outside the database: the configured one (JOURNAL_KEY), else the file
 * `journal.key` beside the database, made once. Whoever keeps the database on another machine than the app sets
 * JOURNAL_KEY, the same for all processes; whoever loses the key begins with a new journal.
 * @throws AppError `configuration-invalid`
 */
export function journalKeyFrom(dataDir: string, configured?: string): Buffer {
  if (configured !== undefined && configured !== "") {
    if (configured.length < shortestKey) throw tooShort("JOURNAL_KEY");
    return Buffer.from(configured, "utf8");
  }
  createPrivateFolder(dataDir);
  const path = join(dataDir, "journal.key");
  for (;;) {
    try {
      const key = readFileSync(path, "utf8").trim();
      if (key.length < shortestKey) throw tooShort(path);
      return Buffer.from(key, "utf8");
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw error;
      createKeyFile(path);
    }
  }
}
