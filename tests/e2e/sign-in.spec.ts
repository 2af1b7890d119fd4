import { expect, test } from "../support/e2e/test.ts";

test("without a session every page leads to sign-in", async ({ page, app }) => {
  await page.goto(`${app.url}/enroll`);
  await expect(page).toHaveURL(`${app.url}/sign-in`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sign in");
});

test("the printed address signs in once, and its token leaves the address bar", async ({
  page,
  app,
  browser,
}) => {
  const address = app.signInUrl();
  await page.goto(address);
  await expect(page).toHaveURL(`${app.url}/enroll`);

  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(address);
  await expect(second.getByText("This sign-in link can't be used.")).toBeVisible();
  expect(second.url()).not.toContain("token=");
  await other.close();
});

test("an address that is opened again while it signs in leads in all the same", async ({ page, app }) => {
  const address = app.signInUrl();
  // As a browser does where the link is clicked once more, on the way from here to the page behind.
  await page.addInitScript((hash) => {
    if (window.location.pathname !== "/sign-in") return;
    const openAgain = () => {
      window.removeEventListener("beforeunload", openAgain);
      setTimeout(() => {
        window.location.hash = hash;
        setTimeout(() => console.log("opened again"), 50);
      });
    };
    window.addEventListener("beforeunload", openAgain);
    const { fetch } = window;
    window.fetch = (input, options) => {
      if (String(input instanceof Request ? input.url : input).includes("/enroll")) openAgain();
      return fetch(input, options);
    };
  }, new URL(address).hash);
  const openedAgain = page.waitForEvent("console", (message) => message.text() === "opened again");
  await page.route("**/enroll*", async (route) => {
    await openedAgain;
    await route.continue();
  });
  const opened = page.goto(address);
  await openedAgain;
  await expect(page).toHaveURL(`${app.url}/enroll`);
  await opened;
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the session cookie is kept from scripts and from other sites", async ({ admin, app }) => {
  const [cookie] = await admin.context().cookies(app.url);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
});

test("requests of other sites, and other host names, are refused", async ({ app }) => {
  const post = await fetch(`${app.url}/enroll`, {
    method: "POST",
    headers: { Origin: "https://evil.example" },
  });
  expect(post.status).toBe(403);
  const rebound = await fetch(app.url.replace("localhost", "127.0.0.1"), { redirect: "manual" });
  expect(rebound.status).toBe(421);
});

test("every answer carries the security headers", async ({ page, app }) => {
  const response = await page.goto(`${app.url}/sign-in`);
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
});
