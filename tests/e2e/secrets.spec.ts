import { randomBytes } from "node:crypto";
import { countBodiesRead } from "../support/e2e/secrets/browser.ts";
import { keepSecret } from "../support/e2e/secrets/known.ts";
import { startApp } from "../support/e2e/running-app.ts";
import { clearAwsFaults, setAwsFaults } from "../support/e2e/sandbox.ts";
import { expect, signIn, test } from "../support/e2e/test.ts";
import { expectAllHolds } from "../support/e2e/wizard.ts";

/*
 * Every browser test proves for its app that no secret of it goes anywhere: see tests/support/e2e/secrets. Here are the
 * secrets that the others have no reason to use, and the errors that quote some.
 */

function marker(what: string): string {
  const text = `MARKER-${randomBytes(18).toString("hex")}`;
  keepSecret(what, text);
  return text;
}

test("an error of AWS that quotes the session's token reaches page and log without it", async ({
  page,
  app,
}) => {
  const token = marker("a session token");
  await setAwsFaults(app, {
    match: { action: "GetCallerIdentity" },
    fault: {
      kind: "error",
      status: 400,
      code: "UnexpectedCondition",
      message: `The Canonical String should have been 'POST\n/\n\nhost:iam.amazonaws.com\nx-amz-security-token:${token}\n\nhost' and the key was -----BEGIN PRIVATE KEY-----${token}`,
    },
  });
  await signIn(page, app);
  const before = countBodiesRead();
  await page.goto(`${app.url}/new`);
  await page.getByRole("button", { name: "Check again" }).first().click();
  await expect(page.getByRole("main")).toContainText("x-amz-security-token:[secret]");
  await expect(page.getByRole("main")).not.toContainText(token);
  expect(countBodiesRead()).toBeGreaterThan(before);
  expect(app.output()).not.toContain(token);
  await clearAwsFaults(app);
  await page.getByRole("button", { name: "Check again" }).first().click();
  await expectAllHolds(page);
});

test("a database that can't be reached is told of without the password in its address", async () => {
  test.setTimeout(240_000);
  const password = marker("the database's password");
  const key = marker("the configured journal key");
  const refused = startApp({
    DATABASE_URL: `postgres://app:${password}@127.0.0.1:1/journal`,
    JOURNAL_KEY: key,
  });
  await expect(refused).rejects.toThrow(/journal could not be read or written\. Its database answered ECONN/);
  const told = String(await refused.catch((error: unknown) => error));
  for (const secret of [password, key]) expect(told).not.toContain(secret);
});
