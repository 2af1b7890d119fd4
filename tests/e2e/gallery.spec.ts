import { screenNames } from "#components/gallery/screen-names.ts";
import { everyLook, faultsOf } from "../support/e2e/looks.ts";
import { expect, test } from "../support/e2e/test.ts";

test.use({ appChoice: { name: "gallery", environment: { GALLERY: "1" } } });
// The screens don't know of each other: both workers take their share.
test.describe.configure({ mode: "parallel" });

for (const screen of screenNames) {
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
