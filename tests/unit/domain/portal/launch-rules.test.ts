import { expect, it } from "vitest";
import { mayLaunchByItself } from "#lib/domain/portal/launch-rules.ts";

it.each([
  ["same-origin", null, true],
  ["none", null, true],
  ["same-site", null, false],
  ["cross-site", null, false],
  ["anything", null, false],
  [null, null, false],
  ["none", "prefetch;prerender", false],
])("Sec-Fetch-Site %s, Sec-Purpose %s: %s", (secFetchSite, secPurpose, may) => {
  expect(mayLaunchByItself({ secFetchSite, secPurpose })).toBe(may);
});
