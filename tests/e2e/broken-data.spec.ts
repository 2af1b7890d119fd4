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
  // What can't be sent any more stands in the page itself, which has begun by then.
  for (const [path, status] of [
    ["/now", 500],
    ["/enroll/any/now", 500],
    ["/enroll/any/runs/any/events", 500],
    ["/enroll/any/runs/any", 200],
  ] as const) {
    const answer = await ask(app, path, {
      cookie,
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    });
    expect(answer.status, path).toBe(status);
    expectSecured(answer, path);
    expect(answer.body, path).not.toMatch(
      /no such table|events_gone|better-sqlite|node_modules| at .+:\d+:\d+/,
    );
  }
});
