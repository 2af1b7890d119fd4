import type { LaunchTileView } from "#lib/domain/enrollment/launch-views.ts";
import { opensNow } from "#components/access/access-choice.ts";

export interface TileGroup {
  id: "ready" | "unknown" | "fails";
  title: string;
  tiles: readonly LaunchTileView[];
}

const titles: Readonly<Record<TileGroup["id"], string>> = {
  ready: "Can be opened",
  unknown: "Not known yet",
  fails: "Can’t be opened",
};

function groupOf(tile: LaunchTileView): TileGroup["id"] {
  if (tile.state === "fails") return "fails";
  return opensNow(tile) ? "ready" : "unknown";
}

/** What opens stands first, what fails last; groups without tiles are left out. */
export function tileGroups(tiles: readonly LaunchTileView[]): readonly TileGroup[] {
  const ids: readonly TileGroup["id"][] = ["ready", "unknown", "fails"];
  return ids
    .map((id) => ({ id, title: titles[id], tiles: tiles.filter((tile) => groupOf(tile) === id) }))
    .filter((group) => group.tiles.length > 0);
}

/** "5 of 7 are OK": what the closed list of lights says. */
export function lightsWords(tile: Pick<LaunchTileView, "checks">): string {
  const { checks } = tile;
  const ok = checks.filter((check) => check.verdict === "ok" || check.verdict === "off").length;
  if (checks.length === 0) return "No lights yet";
  return ok === checks.length
    ? `Lights end to end: all ${checks.length} are OK`
    : `Lights end to end: ${ok} of ${checks.length} are OK`;
}
