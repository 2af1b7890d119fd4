import { expect, test } from "vitest";
import { writesTo } from "#lib/domain/enrollment/record/written.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { AppError } from "#lib/domain/errors.ts";
import { writtenRecord } from "#lib/enrollment/written-record.ts";
import { accountId } from "../../support/observation/names.ts";
import { runOfChanges } from "../../support/observation/runs.ts";

const change = changeOf("teleport/user-access", "alice", {
  before: { roles: [], roleArns: [] },
  after: { roles: ["aws_access_Reader"], roleArns: [] },
  why: "A test.",
});
const ids = Array.from({ length: 2_500 }, (_, index) => `run-${index}`);
const asked: unknown[] = [];
const journal = {
  runs: (filter: unknown) => {
    asked.push(filter);
    return Promise.resolve(ids);
  },
};

test("every run of the account counts, however far back, and the journal is asked for that account's alone", async () => {
  const engine = { run: (id: string) => Promise.resolve(runOfChanges([change], { id })) };
  const record = await writtenRecord({ journal, engine }, accountId);
  expect(writesTo(record, "teleport/user-access", "alice")).toHaveLength(ids.length);
  expect(asked).toEqual([{ accountId }]);
});

test("a run that can't be read ends it, unless somebody is told", async () => {
  const lost = new AppError({ code: "plan-not-found", what: "It is gone.", why: "", remedy: "" });
  const engine = {
    run: (id: string) =>
      id === "run-7" ? Promise.reject(lost) : Promise.resolve(runOfChanges([change], { id })),
  };
  await expect(writtenRecord({ journal, engine }, accountId)).rejects.toBe(lost);
  const unread: string[] = [];
  const record = await writtenRecord({ journal, engine }, accountId, (id) => unread.push(id));
  expect(unread).toEqual(["run-7"]);
  expect(writesTo(record, "teleport/user-access", "alice")).toHaveLength(ids.length - 1);
});
