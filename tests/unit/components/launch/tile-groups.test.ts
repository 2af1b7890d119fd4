import { describe, expect, it } from "vitest";
import type { Check } from "#lib/domain/enrollment/check.ts";
import type { LaunchTileView } from "#lib/domain/enrollment/launch-views.ts";
import { lightsWords, tileGroups } from "#components/launch/tile-groups.ts";

const tile = (name: string, state: LaunchTileView["state"]): LaunchTileView => ({
  roleArn: `arn:aws:iam::001234567890:role/${name}`,
  name,
  path: "/",
  state,
  says: "",
  consoleUrl: null,
  cli: [],
  checks: [],
  heldBy: [],
  lastUsedAt: null,
  launched: null,
});

const check = (id: string, verdict: Check["verdict"]): Check => ({
  id,
  title: id,
  verdict,
  evidence: null,
  remedy: null,
  at: null,
});

describe("tiles", () => {
  it("stand in groups: what opens first, what fails last, nothing lost", () => {
    const groups = tileGroups([
      tile("broken", "fails"),
      tile("unread", "unknown"),
      tile("a", "ready"),
      tile("b", "ready-not-per-guide"),
      tile("c", "ready-if"),
    ]);
    expect(groups.map(({ title, tiles }) => [title, tiles.map(({ name }) => name)])).toEqual([
      ["Can be opened", ["a", "b", "c"]],
      ["Not known yet", ["unread"]],
      ["Can’t be opened", ["broken"]],
    ]);
  });

  it("leave out groups without any", () => {
    expect(tileGroups([tile("a", "ready")])).toHaveLength(1);
    expect(tileGroups([])).toEqual([]);
  });
});

describe("lights in one line", () => {
  it("says how many are OK, those that don't apply included", () => {
    expect(lightsWords({ checks: [check("a", "ok"), check("b", "off")] })).toBe(
      "Lights end to end: all 2 are OK",
    );
    expect(lightsWords({ checks: [check("a", "ok"), check("b", "unknown"), check("c", "bad")] })).toBe(
      "Lights end to end: 1 of 3 are OK",
    );
    expect(lightsWords({ checks: [] })).toBe("No lights yet");
  });
});
