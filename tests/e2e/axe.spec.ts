import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/e2e/test.ts";

const schemes = ["light", "dark"] as const;

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${page.url()}: ${id} at ${target.join(" ")}`),
  );
}

/** Fonts and late layout first: axe measures contrast of what is drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

test("axe finds nothing on the real pages before anything is enrolled, and on the sandbox's own", async ({
  admin,
  app,
}) => {
  const found: string[] = [];
  const visit = async (url: string) => {
    for (const colorScheme of schemes) {
      await admin.emulateMedia({ colorScheme });
      await admin.goto(url);
      await settled(admin);
      found.push(...(await violations(admin)).map((line) => `${colorScheme}: ${line}`));
    }
  };
  await visit(`${app.url}/enroll`);
  await visit(`${app.url}/new`);
  await visit(app.sandbox["TELEPORT_WEB_URL"] ?? "");
  expect(found).toEqual([]);
});
