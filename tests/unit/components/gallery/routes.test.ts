import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { screensOfRoute } from "#components/gallery/routes.ts";
import { screenNames } from "#components/gallery/screen-names.ts";
import { pagesIn, situationNames } from "#components/gallery/situations/situation-names.ts";

/** Every route with a page, by its path without groups; the gallery itself is none of the product's. */
const routes = globSync("app/**/page.tsx")
  .map(
    (file) =>
      `/${file
        .split("/")
        .slice(1, -1)
        .filter((part) => !part.startsWith("("))
        .join("/")}`,
  )
  .filter((route) => !route.startsWith("/gallery"));

test("every route has its screens in the gallery, and the gallery knows no others", () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(Object.keys(screensOfRoute).toSorted()).toEqual(routes.toSorted());
});

test("every screen belongs to one route", () => {
  const placed = Object.values(screensOfRoute).flatMap(({ screens }) => screens);
  expect(placed.toSorted()).toEqual([...screenNames].toSorted());
});

test("every route is shown as it is, while it loads where it loads, and in each situation that it can be in", () => {
  const inSituations = new Set(
    Object.values(screensOfRoute).flatMap(({ inSituations: page }) => (page ? [page] : [])),
  );
  const shown = new Set(situationNames.flatMap((situation) => pagesIn(situation)));
  expect(inSituations).toEqual(shown);
  for (const { screens } of Object.values(screensOfRoute)) expect(screens).not.toEqual([]);
});
