import { countWrites } from "../support/e2e/sandbox.ts";
import { expect, test } from "../support/e2e/test.ts";

const names = [
  ["acme.production", "dots"],
  ["Acme-Production", "lower"],
  ["true", "true"],
  ["a".repeat(64), "64 characters"],
  ["1production", "letter"],
  ["production-", "hyphen"],
] as const;

test("bad input of every kind gets a clear message at the field, and nothing is written", async ({
  admin,
  app,
}) => {
  const before = await countWrites(app);
  await admin.goto(`${app.url}/new`);
  const field = admin.getByRole("textbox", { name: "Integration name" });
  for (const [name, word] of names) {
    await field.fill(name);
    await field.blur();
    await expect(field, name).toHaveAccessibleDescription(new RegExp(word, "i"));
    await expect(field, name).toHaveAttribute("aria-invalid", "true");
  }
  await admin.getByRole("button", { name: "Begin the enrollment" }).click();
  await expect(field).toBeFocused();
  await expect(admin).toHaveURL(`${app.url}/new`);

  await field.fill("acme-inputs");
  const role = admin.getByRole("textbox", { name: "Integration role" });
  for (const name of ["with space", "slash/role", "r".repeat(65), ""]) {
    await role.fill(name);
    await role.blur();
    await expect(role, name).toHaveAttribute("aria-invalid", "true");
  }
  expect(await countWrites(app)).toEqual(before);
});

test("a role that shall reach another account is refused at its field: other partition, account or kind", async ({
  admin,
  app,
}) => {
  const before = await countWrites(app);
  await admin.goto(`${app.url}/new`);
  await admin.getByText("account 210987654321", { exact: true }).click();
  const adopt = admin.getByRole("button", { name: "Adopt acme-development" });
  const field = admin.getByRole("textbox", { name: /role/i }).last();
  for (const arn of [
    "arn:aws-us-gov:iam::210987654321:role/aws-access-for-teleport",
    "arn:aws:iam::123456789012:role/aws-access-for-teleport",
    "arn:aws:iam::210987654321:user/somebody",
    "no arn at all",
  ]) {
    await field.fill(arn);
    await adopt.click();
    await expect(admin.getByRole("main")).toContainText(/partition|account|role/i);
    await expect(admin, arn).toHaveURL(`${app.url}/new`);
    await expect(field, arn).toHaveAttribute("aria-invalid", "true");
  }
  expect(await countWrites(app)).toEqual(before);
});
