import { expect, onTestFinished, test } from "vitest";
import {
  describeOnEachDatabase,
  testKey,
  type DatabaseUnderTest,
  type TestDatabase,
} from "../../support/journal/databases.ts";
import { executeRaw, tamperWith } from "../../support/journal/tamper.ts";

async function journalOfFive(kind: DatabaseUnderTest): Promise<TestDatabase> {
  const created = await kind.create();
  onTestFinished(() => created.dispose());
  const { journal } = await created.open();
  for (let index = 0; index < 5; index += 1) {
    await journal.append({ type: "adopted", integration: "acme", resource: `r${index}`, by: "alice" });
  }
  expect(await journal.firstBrokenLink()).toBeNull();
  return created;
}

describeOnEachDatabase("the hash chain", (kind) => {
  const tamper = (database: TestDatabase, sql: string) => tamperWith(kind.name, database.location, sql);

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
    const database = await journalOfFive(kind);
    await tamper(database, sql);
    const { journal } = await database.open();
    expect(await journal.firstBrokenLink()).toBe(position);
  });

  test("needs its key: a process with another one is refused in words, and writes nothing", async () => {
    const database = await journalOfFive(kind);
    const other = database.open({ journalKey: Buffer.from("another key that is long enough") });
    await expect(other).rejects.toMatchObject({
      code: "configuration-invalid",
      problem: { what: "This journal was begun with another key." },
    });
    const { journal } = await database.open({ journalKey: testKey });
    expect((await journal.append({ type: "run-finished", runId: "r1" })).sequence).toBe(6);
    expect(await journal.firstBrokenLink()).toBeNull();
  });

  test("has the key that made its entries, where they are older than the record of it", async () => {
    const database = await journalOfFive(kind);
    await executeRaw(database.location, "delete from chain_key");
    const journalKey = Buffer.from("another key that is long enough");
    await expect(database.open({ journalKey })).rejects.toMatchObject({
      code: "configuration-invalid",
      problem: { what: "This journal's newest entry can't be verified with this key." },
    });
    const { journal } = await database.open({ journalKey: testKey });
    await journal.append({ type: "run-finished", runId: "r1" });
    expect(await journal.firstBrokenLink()).toBeNull();
    // From then on it is on record.
    await expect(database.open({ journalKey })).rejects.toMatchObject({
      problem: { what: "This journal was begun with another key." },
    });
  });

  test("of a single entry, older than the record of its key, proves the key too", async () => {
    const database = await kind.create();
    onTestFinished(() => database.dispose());
    const { journal } = await database.open();
    await journal.append({ type: "run-finished", runId: "r1" });
    await executeRaw(database.location, "delete from chain_key");
    const journalKey = Buffer.from("another key that is long enough");
    await expect(database.open({ journalKey })).rejects.toMatchObject({ code: "configuration-invalid" });
    expect(await (await database.open()).journal.firstBrokenLink()).toBeNull();
  });

  test("has one key from the beginning: of two processes that begin at once with two keys one is refused", async () => {
    const database = await kind.create();
    onTestFinished(() => database.dispose());
    const keys = [testKey, Buffer.from("another key that is long enough")];
    const outcomes = await Promise.allSettled(keys.map((journalKey) => database.open({ journalKey })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("goes on from where another process left it", async () => {
    const database = await journalOfFive(kind);
    const { journal } = await database.open();
    const entry = await journal.append({ type: "run-finished", runId: "r1" });
    expect(entry.sequence).toBe(6);
    expect(await journal.firstBrokenLink()).toBeNull();
  });

  test.each(["update events set body = '{}'", "delete from events"])(
    "the database itself refuses: %s",
    async (sql) => {
      const database = await journalOfFive(kind);
      await expect(executeRaw(database.location, sql)).rejects.toThrow("append-only");
      const { journal } = await database.open();
      expect(await journal.firstBrokenLink()).toBeNull();
    },
  );
});
