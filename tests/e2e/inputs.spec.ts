import type { Locator, Page } from "@playwright/test";
import { actionRequest, builtActions } from "../support/e2e/built-endpoints.ts";
import { countWrites } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/test.ts";
import { beginProduction, chooseRoles, openStep } from "../support/e2e/wizard.ts";

test.use({ appChoice: { name: "inputs", environment: { GALLERY: "1" } } });

let before: Awaited<ReturnType<typeof countWrites>>;

test.beforeEach(async ({ app }) => {
  before = await countWrites(app);
});

test.afterEach(async ({ app }) => {
  expect(await countWrites(app), "writes").toEqual(before);
});

test("proposed names stand in the form before a script has run: none is put in under somebody's hands", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new`);
  await expect(admin.getByRole("textbox", { name: "Integration name" }).first()).toBeVisible();
  const response = await admin.goto(`${app.url}/new`);
  const sent = (await response?.text()) ?? "";
  const field = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(sent)?.[0];
  expect(field("integration")).toContain('value="aws-123456789012"');
  expect(field("roleName")).toContain('value="teleport-integration"');
});

const integrationNames = [
  ["acme.production", /can.t contain dots/],
  ["Acme-Production", /lower-case letters only: acme-production/],
  ["true", /can.t be "true"/],
  ["a".repeat(64), /64 characters; at most 63/],
  ["", /Give the integration a name/],
  ["1production", /must begin with a letter/],
  ["production-", /must end with a letter or a digit/],
  ["acme_production", /not underscores/],
  ["acme production", /not blanks/],
  ["acme-development", /an integration or a draft of this name already/],
] as const;

const roleNames = [
  ["with space", /letters, digits and the characters/],
  ["team/integration", /not an ARN or a path/],
  ["arn:aws:iam::123456789012:role/integration", /not an ARN or a path/],
  ["r".repeat(65), /at most 64 characters/],
  ["", /Enter the role.s name/],
] as const;

const accessRoles = [
  ["arn:aws-us-gov:iam::210987654321:role/reach", /in the partition aws-us-gov; .* is in aws/],
  ["arn:aws-moon:iam::210987654321:role/reach", /partition “aws-moon” is not supported/],
  ["arn:aws:iam::123456789012:role/reach", /in account 123456789012; it must be in account 210987654321/],
  // Leading zeros are part of an account id.
  ["arn:aws:iam::001234567890:role/reach", /in account 001234567890; it must be/],
  ["arn:aws:iam::21098765432:role/reach", /must have 12 digits; “21098765432”/],
  ["arn:aws:iam::210987654321:user/somebody", /the ARN of a user, not of a role/],
  ["arn:aws:iam::210987654321:policy/reach", /the ARN of a policy, not of a role/],
  ["arn:aws:sts::210987654321:assumed-role/reach/session", /the ARN of a session/],
  ["arn:aws:s3:::bucket", /the service “s3”/],
  ["arn:aws:iam:us-east-1:210987654321:role/reach", /no region/],
  ["reach", /This is not an ARN/],
  ["", /Enter the ARN of a role/],
] as const;

/** Sends the form with each value, and sees the message at the field, which has the focus. */
async function expectRefused(
  page: Page,
  { field, send, values }: { field: Locator; send: Locator; values: readonly (readonly [string, RegExp])[] },
): Promise<void> {
  const address = page.url();
  for (const [value, words] of values) {
    await field.fill(value);
    await send.click();
    await expect(field, value).toHaveAccessibleDescription(words);
    await expect(field, value).toHaveAttribute("aria-invalid", "true");
    await expect(field, value).toBeFocused();
    expect(page.url()).toBe(address);
  }
}

test("a bad integration name, role name or account name is refused at its field, in words of its own", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new`);
  const send = admin.getByRole("button", { name: "Begin the enrollment" });
  const form = admin.locator("form").filter({ has: send });
  const [integration, account, role] = ["Integration name", "Account name", "Integration role"].map((name) =>
    form.getByRole("textbox", { name }),
  ) as [Locator, Locator, Locator];
  await account.fill("Acme Production");
  await expectRefused(admin, { field: integration, send, values: integrationNames });
  await integration.fill("acme-inputs");
  await expectRefused(admin, { field: role, send, values: roleNames });
  await role.fill("teleport-integration");
  await expectRefused(admin, {
    field: account,
    send,
    values: [
      [" ", /Give the account a name/],
      ["n".repeat(65), /At most 64 characters/],
    ],
  });
});

test("a role to reach an account by is refused at its field: another partition, account or kind", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new?adopt=acme-development`);
  const send = admin.getByRole("button", { name: "Adopt acme-development" });
  const form = admin.locator("form").filter({ has: send });
  await form.getByRole("textbox", { name: "Account name" }).fill("Acme Development");
  await expectRefused(admin, {
    field: form.getByRole("textbox", { name: "Role to reach the account" }),
    send,
    values: accessRoles,
  });
});

test("a role that can't be assumed is refused in words, and the account is not adopted", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new?adopt=acme-development`);
  await admin.getByRole("textbox", { name: "Account name" }).last().fill("Acme Development");
  await admin
    .getByRole("textbox", { name: "Role to reach the account" })
    .fill("arn:aws:iam::210987654321:role/nobody-knows-it");
  await admin.getByRole("button", { name: "Adopt acme-development" }).click();
  const problem = admin.getByRole("main").getByRole("alert");
  await expect(problem).toContainText("sts:AssumeRole");
  await expect(problem).toContainText("nobody-knows-it");
  await admin.goto(`${app.url}/enroll`);
  await expect(admin.getByRole("link", { name: "Adopt: acme-development" })).toBeVisible();
});

test("an account id keeps its leading zeros wherever it is shown", async ({ page, app }) => {
  await page.goto(`${app.url}/gallery/list`);
  await expect(page.getByText("001234567890", { exact: true }).first()).toBeVisible();
});

test("a pattern of target roles that IAM would not take is refused at its field", async ({ admin, app }) => {
  await admin.goto(`${app.url}/new`);
  await admin.getByText("The AWS permissions that this app needs").click();
  const field = admin.getByRole("textbox", { name: "Roles that people shall assume" });
  for (const pattern of ["arn:aws:iam::123456789012:role/*", "", "with space"]) {
    await field.fill(pattern);
    await expect(field, pattern).toHaveAttribute("aria-invalid", "true");
    await expect(field, pattern).toHaveAccessibleDescription(/\*.*\S/);
  }
});

test("the policy for the app follows the pattern and the name of the integration role", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new`);
  await admin.getByText("The AWS permissions that this app needs").click();
  const policy = admin.getByRole("region", { name: /^aws-access-for-teleport-\d+\.json$/ });
  await admin.getByRole("textbox", { name: "Roles that people shall assume" }).fill("/audit/*");
  await expect(policy).toContainText(":role/audit/*");
  await admin.getByRole("textbox", { name: "Integration role" }).fill("acme-oidc");
  await expect(policy).toContainText(":role/acme-oidc");
  await expect(policy).not.toContainText(":role/teleport-integration");
});

test("the role to reach another account asks for the target roles too", async ({ admin, app }) => {
  await admin.goto(`${app.url}/new`);
  await admin.getByRole("radio", { name: "Another account" }).check();
  await admin.getByRole("textbox", { name: "Account id" }).fill("001234567890");
  await admin.getByRole("button", { name: "Show what to create there" }).click();
  const panel = admin.getByRole("region", { name: "The role to reach account 001234567890" });
  await panel.getByRole("textbox", { name: "Roles that people shall assume" }).fill("/audit/*");
  await panel.getByRole("tab", { name: "IAM policy" }).click();
  await expect(panel.getByText(":role/audit/*").first()).toBeVisible();
});

test("the app's Teleport role may see AWS apps alone, and says what is then unknown", async ({
  admin,
  app,
}) => {
  await admin.goto(`${app.url}/new`);
  await admin.getByText("The Teleport role and bot that this app needs").click();
  const role = admin.getByRole("region", { name: "aws-access-for-teleport-role.yaml" });
  await expect(role).toContainText('"*": "*"');
  await admin.getByRole("radio", { name: "AWS apps only" }).check();
  await expect(role).toContainText('aws_account_id: "*"');
  await expect(admin.getByText("unknown, never free").first()).toBeVisible();
});

test.describe.serial("in an enrollment that is begun", () => {
  test("labels that clash, lack a name or are the app's own are refused at their row", async ({ admin }) => {
    await beginProduction(admin, "acme-inputs");
    await openStep(admin, "App");
    await admin.getByRole("button", { name: "Add a label" }).click();
    const name = admin.getByRole("group", { name: "Label 1" }).getByRole("textbox", { name: "Name" });
    const review = admin.getByRole("button", { name: "Review changes" });
    for (const [key, words] of [
      ["aws_account_id", /sets the label aws_account_id by itself/],
      ["teleport.dev/origin", /under this prefix are set by Teleport/],
      ["two words", /letters, digits and the characters/],
    ] as const) {
      await name.fill(key);
      await review.click();
      await expect(name, key).toHaveAccessibleDescription(words);
      await expect(name, key).toHaveAttribute("aria-invalid", "true");
    }
    await name.fill("team");
    await admin.getByRole("button", { name: "Add a label" }).click();
    const second = admin.getByRole("group", { name: "Label 2" });
    await second.getByRole("textbox", { name: "Name" }).fill("team");
    await review.click();
    await expect(second.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(
      "There is a label team already.",
    );
    await second.getByRole("textbox", { name: "Name" }).fill("");
    await second.getByRole("textbox", { name: "Value" }).fill("platform");
    await expect(second.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(
      "Give the label a name.",
    );
    await expect(admin.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
  });

  test("without a chosen role there is nothing to review, and each caution must be confirmed", async ({
    admin,
    app,
  }) => {
    await admin.goto(`${app.url}/enroll/acme-inputs/trust`);
    await expect(admin.getByRole("button", { name: "Review" })).toBeDisabled();
    await expect(admin.getByRole("button", { name: "By hand" })).toBeDisabled();
    await chooseRoles(admin, ["AccountAdmin", "terraform-network"]);
    await admin.getByRole("button", { name: "Review 2 roles" }).click();
    const cautions = admin.getByRole("group", { name: "Needs your confirmation" }).getByRole("checkbox");
    await expect(cautions).toHaveCount(2);
    await cautions.first().check();
    await admin.getByRole("button", { name: "Review changes" }).click();
    await expect(cautions.last()).toHaveAccessibleDescription(/Confirm this, or leave the roles out/);
    await expect(cautions.first()).not.toHaveAccessibleDescription(/Confirm this/);
    await expect(admin.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
  });

  test("what goes around the pages is refused by every server action, too", async ({ admin, app }) => {
    const [cookie] = await admin.context().cookies(app.url);
    const needsNothing = new Set(["signOut", "refreshOverview"]);
    const actions = builtActions().filter(({ name }) => !needsNothing.has(name));
    expect(actions.length).toBeGreaterThan(10);
    for (const action of actions) {
      const request = actionRequest(action, { integration: 7, planId: null, token: [] });
      const response = await fetch(app.url + action.path, {
        ...request,
        headers: {
          ...request.headers,
          Origin: app.url,
          "Sec-Fetch-Site": "same-origin",
          Cookie: `${cookie?.name}=${cookie?.value}`,
        },
      });
      expect(await response.text(), action.name).toContain('"code":"input-invalid"');
    }
  });
});
