import { expect, test } from "vitest";
import { Dice, faultKinds, faultsOf, foreignEdits, kindOf } from "../../support/enrollment/schedule.ts";

const schedules = 200;

/** What a schedule meets in its first plan and its first run; later ones roll the same dice on. */
function firstFaultsOf(seed: number) {
  const dice = new Dice(seed);
  const edits = foreignEdits(dice, "123456789012", ["Developer"]);
  const sets = [faultsOf(dice), faultsOf(dice)];
  return [
    ...edits.map(({ rule }) => rule),
    ...sets.flatMap(({ aws, teleport }) => [...aws, ...teleport]),
  ] as { fault: { kind: string } }[];
}

test("every kind of fault comes up in many of the 200 schedules, and none stands alone for long", () => {
  const seeds = Array.from({ length: schedules }, (_, index) => index + 1);
  const kinds = seeds.map((seed) => new Set(firstFaultsOf(seed).map(kindOf)));
  const rare = faultKinds.filter((kind) => kinds.filter((some) => some.has(kind)).length <= schedules / 10);
  expect(rare).toEqual([]);
  expect(kinds.filter((some) => some.size >= 3).length).toBeGreaterThan(schedules / 2);
});

test("the same seed gives the same schedule", () => {
  expect(firstFaultsOf(17)).toEqual(firstFaultsOf(17));
  expect(firstFaultsOf(17)).not.toEqual(firstFaultsOf(18));
});
