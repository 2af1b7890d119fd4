import { clearAwsFaults, setAwsFaults } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/one-admin.ts";
import * as wizard from "../support/e2e/wizard.ts";

const accountId = "098765432109";
const arnOf = (role: string) => `arn:aws:iam::${accountId}:role/${role}`;
const reach = "Role to reach the account";

test.use({ appChoice: { name: "other-accounts", environment: {} } });

test.describe.serial("an account that is not the credentials' own, whose roles can't be listed", () => {
  test.afterAll(async ({ app }) => {
    await clearAwsFaults(app);
  });

  test("is chosen by its id, and shows what to create there before it is used", async ({ page }) => {
    await page.getByRole("link", { name: "Enroll an account" }).first().click();
    await page.getByRole("radio", { name: "Another account" }).check();
    const id = page.getByRole("textbox", { name: "Account id" });
    for (const [text, words] of [
      ["98765432109", /exactly 12 digits/],
      ["123456789012", /app’s own credentials/],
    ] as const) {
      await id.fill(text);
      await expect(id).toHaveAccessibleDescription(words);
    }
    await id.fill(accountId);
    await expect(page.getByRole("textbox", { name: reach })).toHaveValue(arnOf("aws-access-for-teleport"));
    await page.getByRole("button", { name: "Show what to create there" }).first().click();
    const shown = page.getByRole("region", { name: `The role to reach account ${accountId}` });
    const externalId = (await shown.textContent())?.match(/[0-9a-f]{32}/)?.[0] ?? "none";
    await shown.getByRole("tab", { name: "Trust policy" }).click();
    await expect(shown.getByText("sts:ExternalId")).toContainText(externalId);
  });

  test("is begun only when the role leads there", async ({ page }) => {
    await page.getByRole("textbox", { name: "Integration name" }).fill("acme-staging");
    await page.getByRole("textbox", { name: "Account name" }).first().fill("Acme Staging");
    const role = page.getByRole("textbox", { name: reach });
    await role.fill(arnOf("aws-access-nobody"));
    await page.getByRole("button", { name: "Begin the enrollment" }).click();
    await expect(role).toHaveAccessibleDescription(/asks for another external id/);
    await role.fill(arnOf("aws-access-for-teleport"));
    await page.getByRole("button", { name: "Begin the enrollment" }).click();
    await page.waitForURL("**/enroll/acme-staging/integration");
    await expect(page.getByRole("navigation", { name: "Enrollment" })).toContainText(accountId);
  });

  test("can be reached by another role later, which is tried before it is kept", async ({ page }) => {
    await page.getByText("How the app reaches the account").click();
    const role = page.getByRole("textbox", { name: reach });
    await expect(role).toHaveValue(arnOf("aws-access-for-teleport"));
    await role.fill(arnOf("aws-access-nobody"));
    await page.getByRole("button", { name: "Try it and save" }).click();
    await expect(role).toHaveAccessibleDescription(/asks for another external id/);
    await role.fill(arnOf("aws-access-for-teleport"));
    await page.getByRole("button", { name: "Try it and save" }).click();
    await expect(page.getByText("Saved: the account was reached this way.")).toBeVisible();
  });

  test("has its roles named one by one: a wrong line is named by its number, and the list stays", async ({
    page,
    app,
  }) => {
    for (const step of ["Integration", "Permissions"] as const) {
      await wizard.openStep(page, step);
      await wizard.review(page);
      await wizard.apply(page);
    }
    const message =
      "User: x is not authorized to perform the action because no identity-based policy allows it";
    await setAwsFaults(app, {
      match: { action: ["GetAccountAuthorizationDetails", "ListRoles"] },
      fault: { kind: "error", status: 403, code: "AccessDenied", message },
    });
    await wizard.openStep(page, "Trust");
    await page.getByRole("button", { name: "Check again" }).first().click();
    const list = page.getByRole("textbox", { name: "ARNs of the roles that people shall assume" });
    await list.fill(
      `${arnOf("engineering/Developer")}\n\narn:aws:iam::123456789012:role/engineering/Developer`,
    );
    await expect(page.getByText("Line 3: This role is in account 123456789012")).toBeVisible();
    await list.fill(
      `${arnOf("engineering/Developer")}\n${arnOf("Nobody")}\n${arnOf("engineering/Developer")}`,
    );
    await page.getByRole("button", { name: "Read these roles" }).click();
    await expect(page.getByRole("checkbox", { name: /Developer/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Named, and not readable" })).toContainText("Nobody");
    await page.reload();
    await page.getByText("2 roles are named here").click();
    await expect(list).toHaveValue(`${arnOf("engineering/Developer")}\n${arnOf("Nobody")}`);
  });

  test("keeps the list that somebody types while another tab keeps its own: what that changed is shown before it is replaced", async ({
    page,
    app,
  }) => {
    const [developer, nobody, auditor] = [arnOf("engineering/Developer"), arnOf("Nobody"), arnOf("Auditor")];
    const list = (tab: typeof page) =>
      tab.getByRole("textbox", { name: "ARNs of the roles that people shall assume" });
    const mine = `${developer}\n${nobody}\n${auditor}`;
    // As if nobody had told this tab of the other one's reading yet.
    await page.route("**/now", (route) => route.fulfill({ json: { activeRun: null, readAt: null } }));
    await list(page).fill(mine);

    const other = await page.context().newPage();
    await other.goto(`${app.url}/enroll/acme-staging/trust`);
    await other.getByText("2 roles are named here").click();
    await list(other).fill(developer);
    await other.getByRole("button", { name: "Read these roles" }).click();
    await expect(other.getByText("1 role is named here")).toBeVisible();
    await other.close();

    await page.getByRole("button", { name: "Read these roles" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "The list was changed meanwhile" })).toBeVisible();
    const moved = page.getByRole("status").filter({ hasText: "The kept list was changed meanwhile" });
    await expect(moved).toContainText(`Taken out: ${nobody}`);
    await expect(list(page)).toHaveValue(mine);
    await page.unroute("**/now");

    // Also while one looks at a plan, or at one role.
    await wizard.chooseRoles(page, ["Developer"]);
    await page.getByRole("button", { name: "Review 1 role" }).click();
    await page.getByRole("button", { name: "Back" }).click();
    await expect(list(page)).toHaveValue(mine);
    await page.getByRole("button", { name: "Read these roles" }).click();
    await expect(page.getByText("3 roles are named here")).toBeVisible();
  });

  test("gets the tag and the statement on a named role, planned and applied like others", async ({
    page,
  }) => {
    await wizard.chooseRoles(page, ["Developer"]);
    await page.getByRole("button", { name: "Review 1 role" }).click();
    await wizard.apply(page);
    await expect(wizard.railOf(page, "Trust")).toContainText("done");
  });

  test("in step 5 the admin says which Teleport user they are, stands first, and it stays", async ({
    page,
  }) => {
    await wizard.openStep(page, "Access");
    await page.getByRole("combobox", { name: "Which Teleport user are you?" }).fill("erin");
    await page.keyboard.press("Enter");
    const people = page.getByRole("list", { name: "People to choose from" });
    await expect(people.getByRole("listitem").first()).toContainText("erin");
    await page.reload();
    await expect(page.getByText("You said that you are erin")).toBeVisible();
    await page.getByRole("button", { name: "I am somebody else" }).click();
    await expect(page.getByRole("combobox", { name: "Which Teleport user are you?" })).toBeVisible();
  });
});
