import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { keepPrivateKey, keepSecret, secretsIn } from "./known.ts";
import { secretsInRows } from "./rows.ts";

/* What an app holds, and what it must have left nowhere when it ends. */

/** The launcher prints the first sign-in address: that one line is for the admin. */
const printedAddress = /^Open http\S+#token=(\S+)$/m;
/** Made by the app itself, 0600: the journal's key lives there. */
const keyFile = "journal.key";

const databaseFile = /^journal\.sqlite(-wal|-shm)?$/;

interface Holder {
  dataDir: string;
  sandbox: Readonly<Record<string, string>>;
  printed: string;
  /** PostgreSQL, where the journal is there. */
  databaseUrl?: string | undefined;
}

/** Called as often as one likes: the identity is renewed now and then. */
export function keepSecretsOf({ dataDir, sandbox, printed }: Holder): void {
  keepSecret("the AWS secret key", sandbox["AWS_SECRET_ACCESS_KEY"]);
  keepSecret("a printed sign-in token", printedAddress.exec(printed)?.[1]);
  const identity = sandbox["TELEPORT_IDENTITY_FILE"];
  if (identity !== undefined) keepPrivateKey("the identity's private key", readText(identity));
  keepSecret("the journal's key", readText(join(dataDir, keyFile)).trim());
}

/** Secrets in what was printed, in the app's files (database, write-ahead log, sessions, claims) and in the journal's rows. */
export async function secretsLeftBy({ dataDir, databaseUrl, printed }: Holder): Promise<string[]> {
  const inRows = await secretsInRows({ dataDir, databaseUrl });
  const inLog = secretsIn(printed.replace(printedAddress, "")).map((what) => `${what} in the log`);
  const inFiles = filesIn(dataDir).flatMap((name) => {
    // A database's bytes hold what its tables may hold; its rows were searched one by one.
    const reader = databaseFile.test(name) ? "admins" : "nobody";
    return secretsIn(readText(join(dataDir, name)), reader).map((what) => `${what} in the file ${name}`);
  });
  return [...inLog, ...inFiles, ...inRows];
}

/** None where an app takes its folder away as it ends, as the gallery does. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== keyFile)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Bytes as they are, also those of a database; nothing where there is no such file. */
function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
