import Database from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { databases, testKey, type TestDatabase } from "../../support/journal/databases.ts";

const sqlite = databases[0];
if (sqlite === undefined) throw new Error("SQLite is always there");

async function journalOfFive(): Promise<TestDatabase> {
  const created = await sqlite!.create();
  onTestFinished(() => created.dispose());
  const { journal } = await created.open();
  for (let index = 0; index < 5; index += 1) {
    await journal.append({ type: "adopted", integration: "acme", resource: `r${index}`, by: "alice" });
  }
  expect(await journal.firstBrokenLink()).toBeNull();
  return created;
}

/** What somebody with the file could do: the triggers are no protection against them, the chain is. */
function tamper({ dataDir }: TestDatabase, sql: string): void {
  const database = new Database(join(dataDir, "journal.sqlite"));
  try {
    database.exec(`drop trigger if exists events_no_update; drop trigger if exists events_no_delete; ${sql}`);
  } finally {
    database.close();
  }
}

describe("the hash chain", () => {
  test.each([
    ["an edited body", "update events set body = replace(body, 'alice', 'mallory') where sequence = 3", 3],
    ["an edited time", "update events set at = '2020-01-01T00:00:00.000Z' where sequence = 2", 2],
    ["an edited writer", "update events set writer = 'other' where sequence = 4", 4],
    [
      "an edited column that queries filter by",
      "update events set type = 'run-finished' where sequence = 4",
      4,
    ],
    ["an entry taken out", "delete from events where sequence = 2", 2],
    ["entries cut off the end", "delete from events where sequence >= 4", 4],
    [
      "two entries swapped",
      "update events set sequence = 99 where sequence = 2; update events set sequence = 2 where sequence = 3; update events set sequence = 3 where sequence = 99",
      2,
    ],
  ])("shows %s", async (_what, sql, position) => {
    const database = await journalOfFive();
    tamper(database, sql);
    const { journal } = await database.open();
    expect(await journal.firstBrokenLink()).toBe(position);
  });

  test("needs the key: another one fits no entry", async () => {
    const database = await journalOfFive();
    const { journal } = await database.open({ journalKey: Buffer.from("another key that is long enough") });
    expect(await journal.firstBrokenLink()).toBe(1);
    const same = await database.open({ journalKey: testKey });
    expect(await same.journal.firstBrokenLink()).toBeNull();
  });

  test("goes on from where another process left it", async () => {
    const database = await journalOfFive();
    const { journal } = await database.open();
    const entry = await journal.append({ type: "run-finished", runId: "r1" });
    expect(entry.sequence).toBe(6);
    expect(await journal.firstBrokenLink()).toBeNull();
  });

  test.each(["update events set body = '{}'", "delete from events"])(
    "the database itself refuses: %s",
    async (sql) => {
      const database = await journalOfFive();
      const raw = new Database(join(database.dataDir, "journal.sqlite"));
      onTestFinished(() => {
        raw.close();
      });
      expect(() => raw.exec(sql)).toThrow("append-only");
    },
  );
});
