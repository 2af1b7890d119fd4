import { expect, onTestFinished, test } from "vitest";
import { leaseDurationMs } from "#lib/journal/journal.ts";
import { describeOnEachDatabase, sqlite } from "../../support/journal/databases.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

const accountId = "012345678901";

describeOnEachDatabase("the lease", (database) => {
  async function twoProcesses() {
    const created = await database.create();
    onTestFinished(() => created.dispose());
    const clock = new VirtualClock();
    const first = await created.open({ clock });
    const second = await created.open({ clock });
    return { clock, first: first.lease, second: second.lease, created };
  }

  test("is held by one process at a time", async () => {
    const { first, second } = await twoProcesses();
    expect(await first.acquire(accountId, "a")).toEqual({ ok: true });
    expect(await first.acquire(accountId, "a")).toEqual({ ok: true });
    expect(await second.acquire(accountId, "b")).toEqual({
      ok: false,
      heldBy: "a",
      until: "2026-11-22T09:00:30.000Z",
    });
    expect(await second.acquire("210987654321", "b")).toEqual({ ok: true });
    await first.release(accountId, "a");
    expect(await second.acquire(accountId, "b")).toEqual({ ok: true });
  });

  test("tells all holders, and none whose time is over", async () => {
    const { clock, first, second } = await twoProcesses();
    await first.acquire("210987654321", "a");
    clock.advance(leaseDurationMs - 1);
    await second.acquire(accountId, "b");
    expect(await first.holders()).toEqual([
      { accountId, owner: "b" },
      { accountId: "210987654321", owner: "a" },
    ]);
    clock.advance(1);
    expect(await second.holders()).toEqual([{ accountId, owner: "b" }]);
  });

  test("is won by exactly one of many that ask at once", async () => {
    const { first, second } = await twoProcesses();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? first : second).acquire(accountId, `o${index}`),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test("outlives its owner by half a minute, and no longer", async () => {
    const { clock, first, second } = await twoProcesses();
    await first.acquire(accountId, "a");
    clock.advance(leaseDurationMs - 1);
    expect((await second.acquire(accountId, "b")).ok).toBe(false);
    clock.advance(1);
    expect(await second.holder(accountId)).toBeNull();
    expect((await second.acquire(accountId, "b")).ok).toBe(true);
    expect(await first.renew(accountId, "a")).toBe(false);
    expect((await second.holder(accountId))?.owner).toBe("b");
  });

  test("is kept by renewing, even late as long as nobody took it", async () => {
    const { clock, first, second } = await twoProcesses();
    await first.acquire(accountId, "a");
    clock.advance(leaseDurationMs + 5_000);
    expect(await first.renew(accountId, "a")).toBe(true);
    expect((await second.acquire(accountId, "b")).ok).toBe(false);
  });

  test("nobody releases another's", async () => {
    const { first, second } = await twoProcesses();
    await first.acquire(accountId, "a");
    await second.release(accountId, "b");
    expect((await second.holder(accountId))?.owner).toBe("a");
  });
});

test("the only process on a SQLite file takes over the leases of a dead one at once", async () => {
  const created = await sqlite.create();
  onTestFinished(() => created.dispose());
  const dead = await created.open();
  await dead.lease.acquire(accountId, "dead");
  const { lease } = await created.open({ onlyProcess: true });
  expect(await lease.acquire(accountId, "alive")).toEqual({ ok: true });
});
