import { join } from "node:path";
import Database from "better-sqlite3";
import { ask, cookieOf, expectSecured } from "../support/e2e/answers.ts";
import { expect, test } from "../support/e2e/test.ts";

test.use({ appChoice: { name: "broken-data", environment: {} } });

test("while the journal can't be read every answer that fails, a page, a file or a stream, carries the security headers and nothing of the cause", async ({
  admin,
  app,
}) => {
  await expect(admin.getByRole("link", { name: "Adopt: acme-development" })).toBeVisible();
  const cookie = await cookieOf(admin);
  await admin.goto("about:blank");
  const data = new Database(join(app.dataDir, "journal.sqlite"));
  data.exec("alter table leases rename to leases_gone; alter table events rename to events_gone");
  data.close();
  for (const path of ["/now", "/enroll/any/now", "/enroll/any/runs/any/events", "/enroll/any/runs/any"]) {
    const answer = await ask(app, path, {
      cookie,
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    });
    expect(answer.status, path).toBe(500);
    expectSecured(answer, path);
    expect(answer.body, path).not.toMatch(/no such table|events|better-sqlite|node_modules| at .+:\d+:\d+/);
  }
});
