import { screenNames } from "#components/gallery/screen-names.ts";
import { everyLook, faultsOf } from "../support/e2e/looks.ts";
import { expect, test } from "../support/e2e/test.ts";

test.use({ appChoice: { name: "gallery", environment: { GALLERY: "1" } } });
// The screens don't know of each other: both workers take their share.
test.describe.configure({ mode: "parallel" });

/** Leaves for Teleport as soon as it is there. */
const leaves = "portal-open-by-itself";

for (const screen of screenNames.filter((name) => name !== leaves)) {
  test(`the screen “${screen}” has no fault that axe finds, no small text and no sideways scrolling, light and dark, on three widths`, async ({
    page,
    app,
  }) => {
    // The runs of the gallery are made up: there is no stream to follow.
    await page.route("**/runs/*/events", (route) =>
      route.fulfill({ contentType: "text/event-stream", body: ": nothing yet\n\n" }),
    );
    await page.goto(`${app.url}/gallery/${screen}`);
    expect(await faultsOf(page, everyLook)).toEqual([]);
  });
}

test(`the screen “${leaves}” asks for the console, and looks as it should until that comes`, async ({
  browser,
  app,
}) => {
  const context = await browser.newContext();
  const launches: string[] = [];
  await context.route("https://teleport.acme.test/**", async (route) => {
    launches.push(new URL(route.request().url()).pathname);
    // An answer without content leaves the page where it is.
    await route.fulfill({ status: 204 });
  });
  const page = await context.newPage();
  await page.goto(`${app.url}/gallery/${leaves}`);
  await expect.poll(() => launches).not.toEqual([]);
  expect(launches[0]).toMatch(/^\/web\/launch\/acme-production/);
  expect(await faultsOf(page, everyLook)).toEqual([]);
  await context.close();
});
