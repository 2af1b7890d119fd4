import Database from "better-sqlite3";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { claimDataDir, journalKeyFrom } from "#lib/journal/journal.ts";
import { requireSupportedNode } from "#lib/journal/node-version.ts";
import { openSqlite } from "#lib/journal/sqlite.ts";
import { sql } from "kysely";
import { temporaryDataDir } from "../../support/journal/data-dir.ts";

describe("the embedded database", () => {
  test("is durable: WAL with synchronous FULL on the connection that writes", async () => {
    const db = await openSqlite(temporaryDataDir());
    const mode = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    await db.destroy();
    expect(mode.rows[0]?.journal_mode).toBe("wal");
    expect(synchronous.rows[0]?.synchronous).toBe(2);
  });

  test("its transactions take the write lock at their beginning", async () => {
    const dataDir = temporaryDataDir();
    const db = await openSqlite(dataDir);
    const other = new Database(join(dataDir, "journal.sqlite"), { timeout: 0 });
    let refused: unknown = null;
    await db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      try {
        other.exec("begin immediate");
      } catch (error) {
        refused = error;
      }
    });
    other.close();
    await db.destroy();
    expect(refused).toMatchObject({ code: "SQLITE_BUSY" });
  });

  test("its folder and files belong to nobody else", async () => {
    const dataDir = join(temporaryDataDir(), "data");
    const db = await openSqlite(dataDir);
    await sql`create table t (a)`.execute(db);
    journalKeyFrom(dataDir);
    const claim = await claimDataDir(dataDir, { pid: 1, address: "http://localhost:1" });
    const modes = readdirSync(dataDir).map((name) => [name, statSync(join(dataDir, name)).mode & 0o777]);
    await db.destroy();
    if (claim.ok) claim.release();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(modes.map(([name]) => name)).toContain("journal.sqlite-wal");
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
  });

  test("older Node is refused in words", () => {
    expect(() => requireSupportedNode("22.11.0")).toThrow(AppError);
    expect(() => requireSupportedNode("20.20.2")).toThrow("Node 20.20.2");
    expect(() => requireSupportedNode("24.0.0")).not.toThrow();
  });
});

describe("the journal's key", () => {
  test("is made once and kept", () => {
    const dataDir = temporaryDataDir();
    const key = journalKeyFrom(dataDir);
    expect(key.length).toBe(64);
    expect(journalKeyFrom(dataDir).equals(key)).toBe(true);
    expect(journalKeyFrom(temporaryDataDir()).equals(key)).toBe(false);
  });

  test("comes from the configuration where that gives one, and a short one is refused", () => {
    const dataDir = temporaryDataDir();
    const configured = "0123456789abcdef0123456789abcdef";
    expect(journalKeyFrom(dataDir, configured).toString()).toBe(configured);
    expect(readdirSync(dataDir)).toEqual([]);
    expect(() => journalKeyFrom(dataDir, "short")).toThrow("too short");
  });
});
