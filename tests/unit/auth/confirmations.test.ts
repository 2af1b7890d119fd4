import { describe, expect, it } from "vitest";
import type { Assertion } from "#lib/auth/assertion.ts";
import { openConfirmations } from "#lib/auth/confirmations.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";

const start = Date.parse("2026-03-01T12:00:00Z");
const assertion: Assertion = {
  userName: "alice",
  roles: ["access", "editor"],
  traits: { logins: ["alice"] },
  issuedAtMs: start,
  expiresAtMs: start + 12 * 3_600_000,
};
const alice: TeleportUser = {
  name: "alice",
  roles: ["access", "editor"],
  traits: {},
  sso: null,
  isBot: false,
  isSystem: false,
  locked: false,
  revision: "1",
};

function openWorld(user: TeleportUser | null = alice) {
  const clock = new VirtualClock(new Date(start).toISOString());
  const cluster = { user, approved: [] as string[], asked: 0, down: false };
  const confirmations = openConfirmations({
    adminRoles: ["editor"],
    clock,
    approvedRoles: async () => cluster.approved,
    async getUser() {
      cluster.asked += 1;
      if (!cluster.down) return cluster.user;
      throw new AppError({ code: "teleport-unreachable", what: "Away.", why: "", remedy: "" });
    },
  });
  return { clock, cluster, confirmations };
}

describe("roles of an assertion", () => {
  it("that the user holds now are confirmed, and one of them makes an admin", async () => {
    const { viewer, problem } = await openWorld().confirmations.confirm(assertion, false);
    expect(viewer).toEqual({
      name: "alice",
      source: "teleport",
      roles: [
        { name: "access", confirmed: true },
        { name: "editor", confirmed: true },
      ],
      traits: { logins: ["alice"] },
      sessionEndsAt: "2026-03-02T00:00:00.000Z",
      admin: true,
    });
    expect(problem).toBeNull();
  });

  it("that the user object does not list count, marked, and never make an admin", async () => {
    const { confirmations } = openWorld({ ...alice, roles: ["access"] });
    const { viewer } = await confirmations.confirm(assertion, true);
    expect(viewer.roles).toContainEqual({ name: "editor", confirmed: false });
    expect(viewer.admin).toBe(false);
  });

  it("that were taken away during the session are gone within 30 seconds, and at once for a fresh reading", async () => {
    const { clock, cluster, confirmations } = openWorld();
    await confirmations.confirm(assertion, false);
    cluster.user = { ...alice, roles: ["access"] };
    clock.advance(29_000);
    expect((await confirmations.confirm(assertion, false)).viewer.admin).toBe(true);
    clock.advance(1_000);
    const { viewer } = await confirmations.confirm(assertion, false);
    expect(viewer).toMatchObject({ roles: [{ name: "access", confirmed: true }], admin: false });

    const again = openWorld();
    await again.confirmations.confirm(assertion, false);
    again.cluster.user = { ...alice, roles: [] };
    const fresh = await again.confirmations.confirm(assertion, true);
    expect(fresh.viewer).toMatchObject({ roles: [], admin: false });
    expect((await again.confirmations.confirm(assertion, false)).viewer.admin).toBe(false);
  });

  it("that were taken away before a later session began may come from elsewhere: they count, marked", async () => {
    const { clock, cluster, confirmations } = openWorld();
    await confirmations.confirm(assertion, false);
    cluster.user = { ...alice, roles: ["access"] };
    clock.advance(60_000);
    const later = { ...assertion, issuedAtMs: start + 30_000 };
    const { viewer } = await confirmations.confirm(later, false);
    expect(viewer.roles).toContainEqual({ name: "editor", confirmed: false });
  });

  it("that an approved request gives are confirmed as long as it has not expired, and one of them makes an admin", async () => {
    const { clock, cluster, confirmations } = openWorld({ ...alice, roles: ["access"] });
    cluster.approved = ["editor"];
    const { viewer } = await confirmations.confirm(assertion, false);
    expect(viewer.roles).toContainEqual({ name: "editor", confirmed: true });
    expect(viewer.admin).toBe(true);
    cluster.approved = [];
    clock.advance(30_000);
    const later = await confirmations.confirm(assertion, false);
    expect(later.viewer).toMatchObject({ roles: [{ name: "access", confirmed: true }], admin: false });
  });

  it("that a request gives and the session was begun without do not count", async () => {
    const { cluster, confirmations } = openWorld({ ...alice, roles: ["access"] });
    cluster.approved = ["editor"];
    const { viewer } = await confirmations.confirm({ ...assertion, roles: ["access"] }, true);
    expect(viewer).toMatchObject({ roles: [{ name: "access", confirmed: true }], admin: false });
  });

  it("given after the session began count from the next sign-in", async () => {
    const { confirmations } = openWorld();
    const { viewer } = await confirmations.confirm({ ...assertion, roles: ["access"] }, true);
    expect(viewer).toMatchObject({ roles: [{ name: "access", confirmed: true }], admin: false });
  });

  it.each([
    ["locked", { ...alice, locked: true }],
    ["deleted", null],
  ])("of a %s user are none", async (_what, user) => {
    const { viewer } = await openWorld(user).confirmations.confirm(assertion, false);
    expect(viewer).toMatchObject({ roles: [], admin: false });
  });

  it.each([{ isBot: true }, { isSystem: true }])("of %j make no admin", async (kind) => {
    const { viewer } = await openWorld({ ...alice, ...kind }).confirmations.confirm(assertion, true);
    expect(viewer.admin).toBe(false);
  });
});

describe("a cluster that can't be asked", () => {
  it("confirms nothing, says why, and gives back nothing that was taken away", async () => {
    const { clock, cluster, confirmations } = openWorld();
    await confirmations.confirm(assertion, false);
    cluster.user = { ...alice, roles: ["access"] };
    await confirmations.confirm(assertion, true);
    cluster.down = true;
    clock.advance(60_000);
    const { viewer, problem } = await confirmations.confirm(assertion, false);
    expect(viewer).toMatchObject({ roles: [{ name: "access", confirmed: false }], admin: false });
    expect(problem?.code).toBe("teleport-unreachable");
  });

  it("is not asked by every request", async () => {
    const { cluster, confirmations } = openWorld();
    await Promise.all([1, 2, 3].map(() => confirmations.confirm(assertion, false)));
    expect(cluster.asked).toBe(1);
    await confirmations.confirm(assertion, true);
    expect(cluster.asked).toBe(2);
  });
});
