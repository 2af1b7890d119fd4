import { bundleSize } from "../../scripts/support/bundle-size.ts";
import { developmentArn, developmentId, put, rolesOn, searchOf } from "../support/e2e/portal.ts";
import { expect, give, test } from "../support/e2e/portal-test.ts";
import { everyLook, faultsOf } from "../support/e2e/looks.ts";
import { requestsDuring } from "../support/e2e/requests-during.ts";

test("dana sees the one role that is hers, and opens its console by keyboard", async ({ portalOf }) => {
  const { page, context } = await portalOf("dana");
  await expect(searchOf(page)).toBeFocused();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect.poll(() => rolesOn(page)).toEqual(["Developer in acme-development"]);

  await page.keyboard.type("dev");
  const opening = context.waitForEvent("page");
  await page.keyboard.press("Enter");
  const console_ = await opening;
  await expect(console_.getByText(developmentArn("Developer")).first()).toBeVisible();
  await expect(console_.getByText(developmentId).first()).toBeVisible();
  await expect(page.getByRole("article").first()).toContainText(/open, about (59|60) min left/);
});

test("alice, who was given two roles, sees exactly these and reaches the second by arrow keys", async ({
  app,
  portalOf,
}) => {
  await give(app, "alice", ["Auditor", "Developer"]);
  const { page, context } = await portalOf("alice");
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect
    .poll(() => rolesOn(page))
    .toEqual(["Auditor in acme-development", "Developer in acme-development"]);

  await page.keyboard.type(developmentId);
  const opening = context.waitForEvent("page");
  for (const key of ["ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect((await opening).getByText(developmentArn("Developer")).first()).toBeVisible();
});

test("a pasted ARN finds its role alone, and no key that is typed sends a request", async ({
  app,
  portalOf,
}) => {
  await give(app, "finder", ["Developer", "Tester"]);
  const { page } = await portalOf("finder");
  await expect(page.getByRole("article")).toHaveCount(2);
  const requests = await requestsDuring(page, async () => {
    await page.keyboard.insertText(` "${developmentArn("Tester")}",`);
    await expect(page.getByRole("article")).toHaveCount(1);
    await expect.poll(() => rolesOn(page)).toEqual(["Tester in acme-development"]);
    await page.keyboard.press("Escape");
    await expect(searchOf(page)).toHaveValue("");
    await page.keyboard.type("nobody has such a role");
    await expect(page.getByText("None of your roles matches")).toBeVisible();
  });
  expect(requests).toEqual([]);
});

test("what is sought stands in the address: a reload and another tab show the same, and a link to the page without it shows all", async ({
  app,
  portalOf,
}) => {
  await give(app, "sharer", ["Developer", "Tester"]);
  const { page, context } = await portalOf("sharer");
  await expect(page.getByRole("article")).toHaveCount(2);
  const before = await page.evaluate(() => window.history.length);
  await page.keyboard.type("test");
  await expect(page).toHaveURL(`${app.url}/?q=test`);
  expect(await page.evaluate(() => window.history.length), "steps back").toBe(before);
  await page.reload();
  await expect(searchOf(page)).toHaveValue("test");
  await expect.poll(() => rolesOn(page)).toEqual(["Tester in acme-development"]);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(searchOf(other)).toHaveValue("test");
  await other.close();

  await page.getByRole("link", { name: "My roles" }).click();
  await expect(page).toHaveURL(`${app.url}/`);
  await expect(searchOf(page)).toHaveValue("");
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.goBack();
  await expect(searchOf(page)).toHaveValue("test");
  await expect.poll(() => rolesOn(page)).toEqual(["Tester in acme-development"]);
});

test("bob sees why there is nothing for him, and whom to ask", async ({ portalOf }) => {
  const { page } = await portalOf("bob");
  await expect(page.getByRole("heading", { name: "There is no AWS role for you yet" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("bob holds the Teleport role developer");
  await expect(page.getByRole("main")).toContainText("Ask whoever manages access to AWS");
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Enroll" })).toHaveCount(0);
});

test("carol gets her roles from the traits of her identity provider", async ({ app, portalOf }) => {
  await put(app, "app-servers", {
    name: "acme-production",
    host_id: "3f6b1c52-9a0e-4d53-8c55-5d0a1f2e7b10",
    public_addr: "acme-production.teleport.acme.test",
    integration: "acme-production",
    labels: { aws_account_id: "123456789012" },
  });
  await expect(async () => {
    const { page } = await portalOf("carol");
    expect(await rolesOn(page)).toEqual(["ReadOnlyAuditor in acme-production"]);
  }).toPass({ timeout: 75_000, intervals: [5_000] });
});

test("grace may request a role, which stands apart", async ({ portalOf }) => {
  const { page } = await portalOf("grace");
  await page.getByRole("button", { name: /^Request Tester in acme-development/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("tsh request create --roles=aws_access_LogReader");
  await expect(dialog.getByRole("link", { name: /Request it in Teleport/ })).toHaveAttribute(
    "href",
    /^http:\/\/127\.0\.0\.1:\d+\/web\/requests$/,
  );
});

test("the CLI lines are exact, and no AWS profile is offered", async ({ portalOf }) => {
  const { page } = await portalOf("dana");
  await page.getByRole("button", { name: "CLI: Developer in acme-development" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/^tsh login --proxy=teleport\.acme\.test/)).toBeVisible();
  for (const line of [
    `tsh apps login --aws-role ${developmentArn("Developer")} acme-development`,
    "tsh aws --app acme-development sts get-caller-identity",
    "tsh proxy aws --app acme-development",
  ]) {
    await expect(dialog.getByText(line, { exact: true })).toBeVisible();
  }
  await expect(dialog).toContainText("There is no AWS profile to write down");
  await expect(dialog).toContainText("one hour at most");
  await expect(dialog).toContainText(`/open/${developmentId}/Developer`);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("pins and recents are the user's own, outlive a reload, and a lost role's pin comes back with it", async ({
  app,
  portalOf,
}) => {
  await give(app, "pinner", ["Developer", "Tester"]);
  const { page, context } = await portalOf("pinner");
  const all = ["Developer in acme-development", "Tester in acme-development"];
  await page.getByRole("button", { name: "Pin Tester in acme-development" }).click();
  const opening = context.waitForEvent("page");
  await page.getByRole("link", { name: "Console: Developer in acme-development, new tab" }).click();
  await (await opening).close();

  await page.reload();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Pinned", "Recent", "All accounts"]);
  await expect
    .poll(() => rolesOn(page))
    .toEqual(["Tester in acme-development", "Developer in acme-development", ...all]);
  // Without a word typed, Enter takes the first pin.
  const pinned = context.waitForEvent("page");
  await page.keyboard.press("Enter");
  expect(decodeURIComponent((await pinned).url())).toContain("Tester");

  await give(app, "pinner", ["Developer"]);
  await expect(async () => {
    await page.reload();
    expect(await rolesOn(page)).not.toContain("Tester in acme-development");
  }).toPass({ timeout: 75_000, intervals: [5_000] });
  // Another session: what was taken away counts again from the next sign-in.
  await give(app, "pinner", ["Developer", "Tester"]);
  await page.getByRole("link", { name: "Sign out of Teleport" }).click();
  await page.getByRole("button", { name: /^pinner\b/ }).click();
  await expect(async () => {
    await page.goto(app.url);
    await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("Pinned", { timeout: 2_000 });
    expect((await rolesOn(page))[0]).toBe("Tester in acme-development");
  }).toPass({ timeout: 75_000, intervals: [5_000] });

  // In the same browser somebody else begins with nothing: dana has the role that the other launched.
  await page.getByRole("link", { name: "Sign out of Teleport" }).click();
  await page.getByRole("button", { name: /^dana\b/ }).click();
  await page.goto(app.url);
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["All accounts"]);
});

test.describe("a link to one role", () => {
  const path = `/open/${developmentId}/Developer`;

  test("launches by itself for whoever typed it", async ({ portalOf }) => {
    const { page } = await portalOf("dana", path);
    await expect(page.getByText(developmentArn("Developer")).first()).toBeVisible();
    await page.waitForURL((url) => !url.pathname.startsWith("/open"));
    await expect(page.getByText(developmentId).first()).toBeVisible();
  });

  test("waits for Enter when another site leads there, and takes no destination from the address", async ({
    app,
    portalOf,
  }) => {
    const { page } = await portalOf("dana");
    // Another port of this machine is the same site, but not the app's own pages.
    await page.goto(app.sandbox["TELEPORT_WEB_URL"] ?? "");
    await page.evaluate((url) => {
      window.location.href = url;
    }, `${app.url}${path}?next=https://evil.example&url=https://evil.example#https://evil.example`);
    await expect(page.getByRole("heading", { level: 1, name: "Developer" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("acme-development");
    const launch = page.getByRole("link", { name: "Open the console" });
    await expect(launch).toBeFocused();
    expect(await launch.getAttribute("href")).toMatch(
      new RegExp(`^${app.sandbox["TELEPORT_WEB_URL"]}/web/launch/`),
    );
    await page.keyboard.press("Enter");
    await expect(page.getByText(developmentArn("Developer")).first()).toBeVisible();
    expect(page.url()).not.toContain("/open/");
  });

  test("that names several shows them, filtered", async ({ app, portalOf }) => {
    await give(app, "several", ["Developer", "Tester"]);
    const { page } = await portalOf("several", "/open/acme/e");
    await expect(page.getByText("The link names several roles")).toBeVisible();
    await expect(searchOf(page)).toHaveValue("acme e");
    await expect
      .poll(() => rolesOn(page))
      .toEqual(["Developer in acme-development", "Tester in acme-development"]);
  });

  test("is refused at once to whoever has lost the role, and their open portal shows it no longer after a minute", async ({
    app,
    portalOf,
  }) => {
    await give(app, "loser", ["Developer"]);
    const { page } = await portalOf("loser");
    await expect(page.getByRole("article")).toHaveCount(1);
    await give(app, "loser", []);
    const link = await page.context().newPage();
    await link.goto(app.url + path);
    await expect(link.getByRole("heading", { name: "This role is not given to you" })).toBeVisible();
    await expect(link.getByRole("link", { name: "Open the console" })).toHaveCount(0);
    await link.close();
    // Nobody lays a hand on it.
    await expect(page.getByRole("article")).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByRole("heading", { name: "There is no AWS role for you yet" })).toBeVisible();
  });

  test("explains itself to whoever never had it, and names no account that they do not see", async ({
    portalOf,
  }) => {
    const { page } = await portalOf("bob", path);
    await expect(page.getByRole("heading", { name: "This role is not given to you" })).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("acme-development");
  });
});

test("Ctrl-K leads to the search from every page", async ({ app, portalOf }) => {
  const { page } = await portalOf("admin@acme", "/enroll");
  for (const path of ["/enroll", "/new", `/open/${developmentId}/Nobody`]) {
    await page.goto(app.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await expect(page, path).toHaveURL(`${app.url}/`);
    await expect(searchOf(page), path).toBeFocused();
  }
  await page.getByRole("link", { name: "My roles" }).focus();
  await page.keyboard.press("Control+k");
  await expect(searchOf(page)).toBeFocused();
});

test("an admin looks at another's portal, read-only, and is told so; nobody else can", async ({
  app,
  portalOf,
}) => {
  const { page } = await portalOf("admin@acme", "/?as=dana");
  const bar = page.getByRole("complementary", { name: "View as" });
  await expect(bar).toContainText("Viewing as dana");
  await expect.poll(() => rolesOn(page)).toEqual(["Developer in acme-development"]);
  await page.getByRole("button", { name: "Pin Developer in acme-development" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "All accounts" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pinned" })).toHaveCount(0);
  await page.goto(`${app.url}/open/${developmentId}/Developer?as=dana`);
  await expect(page.getByRole("link", { name: "Open the console" })).toBeVisible();
  await expect(bar).toContainText("Viewing as dana");

  const bob = await portalOf("bob", "/?as=dana");
  await expect(bob.page.getByRole("heading", { name: "There is no AWS role for you yet" })).toBeVisible();
  await expect(bob.page.getByRole("complementary", { name: "View as" })).toHaveCount(0);
});

test("with 700 accounts and 2,000 roles at most 60 stand in the page, wherever it is scrolled to", async ({
  portalOf,
}) => {
  const { page } = await portalOf("admin@acme", "/gallery/portal-many");
  const rows = page.getByRole("article");
  await expect(rows.first()).toBeVisible();
  const count = async () => {
    expect(await rows.count()).toBeLessThanOrEqual(60);
    expect(await rows.count()).toBeGreaterThan(8);
  };
  await count();
  await page.mouse.wheel(0, 40_000);
  await expect(page.getByRole("article", { name: "Administrator in Team 000 production" })).toHaveCount(0);
  await count();
  await expect(async () => {
    await page.mouse.wheel(0, 400_000);
    await expect(page.getByRole("article", { name: /in Team 666/ }).first()).toBeInViewport({ timeout: 500 });
  }).toPass();
  await count();
  await searchOf(page).fill("developer staging");
  await expect(page.getByRole("heading", { name: "167 roles found" })).toBeVisible();
  await count();
  for (let at = 0; at < 40; at += 1) await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("status").last()).toContainText("Developer in Team 161 staging");
  await expect(page.getByRole("article", { name: "Developer in Team 161 staging" })).toBeInViewport();
  await count();
});

test("a role that would fail says why and whom to ask, instead of a dead link", async ({ portalOf }) => {
  const { page } = await portalOf("admin@acme", "/gallery/portal");
  const row = page.getByRole("article", { name: "IncidentResponder in Acme Production" });
  await expect(row.getByRole("link")).toHaveCount(0);
  await row.getByRole("button", { name: /^Why, and whom to ask/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The role has no tag teleport.dev/integration.");
  await expect(dialog).toContainText("Ask Platform team, #aws-access.");
  await page.keyboard.press("Escape");
  await searchOf(page).fill("incident");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Whom to ask");
  expect(page.context().pages()).toHaveLength(1);
});

test("an app that can be installed, and costs little to load", async ({ portalOf }) => {
  const { page } = await portalOf("dana");
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  const scripts = loaded.filter((path) => path.endsWith(".js")).map((path) => path.replace("/_next/", ""));
  const { pageBytes, files, framework } = bundleSize("(portal)");
  expect(pageBytes).toBeLessThanOrEqual(40 * 1024);
  const counted = new Set([...framework, ...files.map(({ file }) => file)]);
  expect(scripts.filter((file) => !counted.has(file))).toEqual([]);

  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const response = await fetch(link?.href ?? "", { credentials: "include" });
    return {
      crossOrigin: link?.crossOrigin,
      content: (await response.json()) as { icons: { src: string }[] },
    };
  });
  expect(manifest.crossOrigin).toBe("use-credentials");
  expect(manifest.content).toMatchObject({ start_url: "/", display: "standalone" });
  for (const { src } of manifest.content.icons) {
    const icon = await page.evaluate(async (path) => (await fetch(path)).headers.get("content-type"), src);
    expect(icon).toBe("image/png");
  }
});

test.describe("axe finds nothing, at any width and in both themes:", () => {
  const screens = [
    ["alice", "/"],
    ["bob", "/"],
    ["admin@acme", "/?as=dana"],
    ["bob", `/open/${developmentId}/Developer`],
    ["admin@acme", `/open/${developmentId}/Developer?as=dana`],
  ] as const;
  for (const [user, path] of screens) {
    test(`${path} as ${user}`, async ({ portalOf }) => {
      const { page } = await portalOf(user, path);
      await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
      expect(await faultsOf(page, everyLook)).toEqual([]);
    });
  }

  test("a role's dialog, with a search above", async ({ portalOf }) => {
    const { page } = await portalOf("admin@acme", "/gallery/portal");
    await searchOf(page).fill("prod");
    await page.getByRole("button", { name: /^CLI: BillingAnalyst/ }).click();
    await page.getByText("Link to a service and region").click();
    expect(await faultsOf(page, everyLook)).toEqual([]);
  });
});
