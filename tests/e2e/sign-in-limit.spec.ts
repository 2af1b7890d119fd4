import { expect } from "@playwright/test";
import { test } from "../support/e2e/base.ts";
import { actionRequest, builtActions } from "../support/e2e/built-endpoints.ts";
import { startApp } from "../support/e2e/running-app.ts";

test("after ten wrong links the app takes no more for a while, the right one neither", async ({ page }) => {
  test.setTimeout(240_000);
  const app = await startApp();
  try {
    const action = builtActions().find(({ name }) => name === "signIn");
    if (!action) throw new Error("The build has no action signIn");
    const guess = async (token: string) => {
      const request = actionRequest(action, { token });
      const headers = { ...request.headers, Origin: app.url, "Sec-Fetch-Site": "same-origin" };
      return await (await fetch(`${app.url}/sign-in`, { ...request, headers })).text();
    };
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => guess(`guess-${at}`)));
    expect(answers.filter((text) => text.includes("This sign-in link can't be used."))).toHaveLength(10);
    expect(answers.filter((text) => text.includes("There were too many attempts to sign in."))).toHaveLength(
      2,
    );

    await page.goto(app.signInUrl());
    await expect(page.getByText("There were too many attempts to sign in.")).toBeVisible();
    await expect(page.getByText(/^Wait \d+ seconds and try again\.$/)).toBeVisible();
  } finally {
    await app.stop();
  }
});
