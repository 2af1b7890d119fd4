import { describe, expect, test } from "vitest";
import { decidePostgres, withoutPostgres, type PostgresFacts } from "../../../scripts/support/postgres.ts";

const folder = "/usr/lib/postgresql/15/bin";
const packageUser = { uid: 101, gid: 104 };
const bare: PostgresFacts = { folder: null, isRoot: false, packageUser: null, hasApt: true };

describe("the PostgreSQL that tests use", () => {
  test("an installed server runs as whoever runs the tests", () => {
    expect(decidePostgres({ ...bare, folder, packageUser })).toEqual({
      kind: "use",
      postgres: { folder, user: null },
    });
  });

  test("for root it runs as the user of its package, since it refuses to run as root", () => {
    expect(decidePostgres({ ...bare, isRoot: true, folder, packageUser })).toEqual({
      kind: "use",
      postgres: { folder, user: packageUser },
    });
  });

  test("root installs Debian's package where the server or its user is missing", () => {
    expect(decidePostgres({ ...bare, isRoot: true })).toEqual({ kind: "install" });
    expect(decidePostgres({ ...bare, isRoot: true, folder })).toEqual({ kind: "install" });
  });

  test.each([
    ["nobody but root may install it", bare, "only root could install Debian's package"],
    ["there is no apt-get", { ...bare, isRoot: true, hasApt: false }, "there is no apt-get"],
    [
      "root has no user for it",
      { ...bare, isRoot: true, folder, hasApt: false },
      "there is no user postgres",
    ],
  ] satisfies [string, PostgresFacts, string][])("none, and why: %s", (_case, facts, why) => {
    expect(decidePostgres(facts)).toEqual({ kind: "none", why: expect.stringContaining(why) });
  });

  test("without one its tests are skipped with the reason; in CI that is a failure", () => {
    expect(withoutPostgres("no server.", false)).toEqual({
      failed: 0,
      note: "PostgreSQL tests skipped: no server.",
    });
    expect(withoutPostgres("no server.", true)).toEqual({
      failed: 1,
      note: "PostgreSQL tests could not run: no server.",
    });
  });
});
