import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./child.ts";

/** Where PostgreSQL's programs are, and as whom they run. */
export interface InstalledPostgres {
  folder: string;
  /** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
  user: { uid: number; gid: number } | null;
}

/** What a machine has; the rest of this file only gathers it. */
export interface PostgresFacts {
  /** The newest folder with `initdb` and `postgres`, or null. */
  folder: string | null;
  isRoot: boolean;
  /** The user `postgres`, where there is one. */
  packageUser: { uid: number; gid: number } | null;
  hasApt: boolean;
}

export type PostgresDecision =
  | { kind: "use"; postgres: InstalledPostgres }
  | { kind: "install" }
  | { kind: "none"; why: string };

/** An installed server; else Debian's package, which needs root; else none, with the reason. */
export function decidePostgres({ folder, isRoot, packageUser, hasApt }: PostgresFacts): PostgresDecision {
  if (folder !== null && !isRoot) return { kind: "use", postgres: { folder, user: null } };
  if (folder !== null && packageUser !== null) {
    return { kind: "use", postgres: { folder, user: packageUser } };
  }
  if (isRoot && hasApt) return { kind: "install" };
  if (folder !== null) {
    return { kind: "none", why: "PostgreSQL does not run as root, and there is no user postgres." };
  }
  return {
    kind: "none",
    why: isRoot
      ? "no PostgreSQL server is installed, and there is no apt-get to install Debian's package with."
      : "no PostgreSQL server is installed, and only root could install Debian's package.",
  };
}

/** What a test run makes of it: without a server its tests are skipped, which CI never does. */
export function withoutPostgres(why: string, inCi: boolean): { failed: number; note: string } {
  return inCi
    ? { failed: 1, note: `PostgreSQL tests could not run: ${why}` }
    : { failed: 0, note: `PostgreSQL tests skipped: ${why}` };
}

function programFolder(): string | null {
  const packages = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  const byVersion = packages.toSorted((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...byVersion.map((version) => `/usr/lib/postgresql/${version}/bin`),
  ];
  const complete = folders.find(
    (folder) => folder !== "" && existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
  return complete ?? null;
}

function packageUser(): PostgresFacts["packageUser"] {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function gatherFacts(): PostgresFacts {
  return {
    folder: programFolder(),
    isRoot: process.getuid?.() === 0,
    packageUser: packageUser(),
    hasApt: existsSync("/usr/bin/apt-get"),
  };
}

/** The server that can be started here and now, or null. */
export function installedPostgres(): InstalledPostgres | null {
  const decision = decidePostgres(gatherFacts());
  return decision.kind === "use" ? decision.postgres : null;
}

/** Sees that a server is there before the tests look for one; null: it is, else the reason. */
export async function preparePostgres(): Promise<string | null> {
  const decision = decidePostgres(gatherFacts());
  if (decision.kind === "use") return null;
  if (decision.kind === "none") return decision.why;
  console.log("Installing PostgreSQL…");
  const quiet = {
    stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  await run("apt-get", ["update", "-qq"], quiet);
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], quiet);
  return installedPostgres() === null
    ? "no PostgreSQL server is installed, and Debian's package could not be installed."
    : null;
}
