import { expect, type Browser } from "@playwright/test";
import { test as base } from "./base.ts";
import { startBehindTeleport, type BehindTeleport } from "./behind-teleport.ts";
import { developmentArn, put, visit, type Visitor } from "./portal.ts";

interface Fixtures {
  /** Opens the portal for a user, and afterwards expects that no page complained. */
  portalOf: (user: string, path?: string) => Promise<Visitor>;
}

/** The app behind the sandbox's Teleport. Files of the same name share one, so those that edit accounts have their own. */
export const test = base.extend<Fixtures, { app: BehindTeleport; appName: string }>({
  appName: ["portal", { scope: "worker", option: true }],
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern
    async ({}, use) => {
      const app = await startBehindTeleport({ GALLERY: "1" });
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  portalOf: async ({ app, browser }: { app: BehindTeleport; browser: Browser }, use) => {
    const visitors: Visitor[] = [];
    await use(async (user, path = "/") => {
      const visitor = await visit(browser, app, user);
      visitors.push(visitor);
      await visitor.page.goto(app.url + path);
      return visitor;
    });
    // The sandbox's own pages are not what is looked at here.
    const own = (complaint: string) =>
      !complaint.startsWith(`console on ${app.sandbox["TELEPORT_WEB_URL"]}/`);
    for (const { complaints, context } of visitors) {
      await context.close();
      expect(complaints.filter(own), "complaints of the browser").toEqual([]);
    }
  },
});

/** Gives the user these role ARNs, by the trait that the preset role `access` reads. */
export async function give(app: BehindTeleport, name: string, roleNames: readonly string[]): Promise<void> {
  const traits = { aws_role_arns: roleNames.map(developmentArn) };
  await put(app, "users", { name, roles: ["access"], traits });
}

export { expect };
