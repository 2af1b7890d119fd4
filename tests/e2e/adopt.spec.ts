import { downloadYaml } from "../support/e2e/downloads.ts";
import { countWrites, signInToTeleport, writesSince } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/one-admin.ts";
import * as wizard from "../support/e2e/wizard.ts";

const accountId = "210987654321";
const readOnly = `arn:aws:iam::${accountId}:role/ReadOnly`;

test.use({ appChoice: { name: "adopt", environment: {} } });

test.describe.serial("adopting Acme Development, which Teleport's own wizard enrolled", () => {
  let atStart: Awaited<ReturnType<typeof countWrites>>;

  test.beforeAll(async ({ app }) => {
    atStart = await countWrites(app);
  });

  test("asks for the account's name, and proposes the role to reach it by", async ({ page, app }) => {
    await page.getByRole("link", { name: "Adopt: acme-development" }).click();
    await page.waitForURL("**/new?adopt=acme-development");
    await expect(page.getByRole("textbox", { name: "Role to reach the account" })).toHaveValue(
      `arn:aws:iam::${accountId}:role/aws-access-for-teleport`,
    );
    await page.getByRole("textbox", { name: "Account name" }).last().fill("Acme Development");
    await page.getByRole("button", { name: "Adopt acme-development" }).click();
    await page.waitForURL("**/enroll/acme-development/integration");
    expect(await writesSince(app, atStart)).toEqual([]);
  });

  test("what is there is done at once; only a forgotten trust asks for attention", async ({ page }) => {
    for (const [at, step] of (
      ["Integration", "Permissions", "Trust", "App", "Access", "Launch"] as const
    ).entries()) {
      await expect(wizard.railOf(page, step)).toContainText(
        `Step ${at + 1}, ${step === "Trust" ? "needs attention" : "done"}`,
      );
    }
    for (const step of ["Integration", "Permissions", "App"] as const) {
      await wizard.openStep(page, step);
      await wizard.review(page);
      await expect(page.getByText("Nothing to change")).toBeVisible();
    }
  });

  test("step 3 plans the one trust policy that is missing, and writes nothing else", async ({
    page,
    app,
  }) => {
    await wizard.openStep(page, "Trust");
    await wizard.chooseRoles(page, ["ReadOnly"]);
    await page.getByRole("button", { name: "Review 1 role" }).click();
    await expect(page.getByText("1 role · 1 statement · nothing removed")).toBeVisible();
    await wizard.apply(page);
    expect(await writesSince(app, atStart)).toEqual(["UpdateAssumeRolePolicy ReadOnly"]);
    await expect(wizard.railOf(page, "Trust")).toContainText("Step 3, done");
  });

  test("step 5 plans one access role and its holder, and writes nothing else", async ({ page, app }) => {
    await wizard.openStep(page, "Access");
    await wizard.review(page);
    await expect(page.getByText("Choose at least one role.")).toBeVisible();
    await page
      .getByRole("checkbox", { name: /ReadOnly/ })
      .first()
      .check();
    await page.getByRole("checkbox", { name: "alice" }).check();
    await wizard.review(page);
    await expect(page.getByText("1 access role, 1 user · nothing removed")).toBeVisible();
    await wizard.apply(page);
    expect(await writesSince(app, atStart)).toEqual([
      "UpdateAssumeRolePolicy ReadOnly",
      "CreateRole",
      "UpdateUser",
    ]);
  });

  test("alice opens the adopted account's console", async ({ page, app, browser }) => {
    await wizard.openStep(page, "Launch");
    const href = await page.getByRole("link", { name: /Open console: ReadOnly in/ }).getAttribute("href");
    const context = await browser.newContext();
    const alice = await context.newPage();
    await signInToTeleport(alice, app, "alice");
    await alice.goto(href ?? "");
    await expect(alice.getByText(readOnly).first()).toBeVisible();
    await context.close();
  });

  test("the documents have the guide's file names, and parse back to what they say", async ({ page }) => {
    await wizard.openStep(page, "App");
    const app = await downloadYaml(page, "acme-development_app_access.yaml");
    expect(app.name).toBe("acme-development_app_access.yaml");
    expect(app.document).toMatchObject({
      kind: "app_server",
      metadata: { name: "acme-development" },
      spec: {
        app: {
          kind: "app",
          metadata: { name: "acme-development", labels: { aws_account_id: accountId } },
          spec: {
            cloud: "AWS",
            // As Teleport's wizard wrote it; the guide has a slash at the end.
            uri: "https://console.aws.amazon.com",
            integration: "acme-development",
            public_addr: "acme-development.teleport.acme.test",
          },
          version: "v3",
        },
        host_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      version: "v3",
    });

    await wizard.openStep(page, "Access");
    await page.getByText("Access role aws_access_ReadOnly").click();
    const role = await downloadYaml(page, "aws_access_ReadOnly.yaml");
    expect(role.name).toBe("aws_access_ReadOnly.yaml");
    expect(role.document).toMatchObject({
      kind: "role",
      metadata: { name: "aws_access_ReadOnly" },
      spec: { allow: { app_labels: { aws_account_id: accountId }, aws_role_arns: [readOnly] } },
      version: "v8",
    });

    const template = await downloadYaml(page, "aws_access_acme-development_sso.yaml");
    expect(template.document).toMatchObject({
      kind: "role",
      spec: { allow: { aws_role_arns: ["{{external.aws_role_arns}}"] } },
    });
  });
});
