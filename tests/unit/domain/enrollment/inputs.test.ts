import { describe, expect, test } from "vitest";
import {
  accessStepInput,
  adoptInput,
  appStepInput,
  beginEnrollmentInput,
  trustStepInput,
} from "#lib/domain/enrollment/inputs.ts";

const begin = { integration: "acme-production", roleName: "teleport-integration", displayName: "Acme" };
const arn = "arn:aws:iam::012345678901:role/team/Read";

/** Field and words of every complaint. */
function complaints(result: {
  success: boolean;
  error?: { issues: { path: PropertyKey[]; message: string }[] };
}) {
  return (result.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
}

describe("beginning an enrollment", () => {
  test("takes a name of one label", () => {
    expect(beginEnrollmentInput.parse(begin)).toEqual({
      ...begin,
      partitionAccepted: false,
      where: "own",
      accountId: "",
      accessRoleArn: "",
    });
  });

  const other = { ...begin, where: "other" as const, accountId: "012345678901", accessRoleArn: arn };

  test("takes another account with a role in it, and keeps its leading zero", () => {
    expect(beginEnrollmentInput.parse(other)).toMatchObject({
      accountId: "012345678901",
      accessRoleArn: arn,
    });
  });

  test.each([
    ["accountId", "12345678901", /exactly 12 digits/],
    ["accountId", "0123-4567-8901", /digits only/],
    ["accessRoleArn", "", /Enter the ARN/],
    ["accessRoleArn", "arn:aws:iam::012345678901:user/x", /a user, not of a role/],
    ["accessRoleArn", "arn:aws:iam::112345678901:role/x", /in account 112345678901; it must be in/],
  ])(
    "refuses the other account's %s “%s” at its field, and only where another one was chosen",
    (field, text, words) => {
      const [complaint] = complaints(beginEnrollmentInput.safeParse({ ...other, [field]: text }));
      expect(complaint).toEqual([field, expect.stringMatching(words)]);
      expect(beginEnrollmentInput.safeParse({ ...other, [field]: text, where: "own" }).success).toBe(true);
    },
  );

  test.each(["acme.prod", "Acme", "true", "a".repeat(64), "1acme", "acme-", "a_b", ""])(
    "refuses the integration name %s at its field",
    (integration) => {
      const [complaint] = complaints(beginEnrollmentInput.safeParse({ ...begin, integration }));
      expect(complaint?.[0]).toBe("integration");
      expect(String(complaint?.[1]).length).toBeGreaterThan(10);
    },
  );

  test.each(["", "a".repeat(65), "team/role", "arn:aws:iam::012345678901:role/x"])(
    "refuses the role name %s at its field",
    (roleName) => {
      expect(complaints(beginEnrollmentInput.safeParse({ ...begin, roleName }))[0]?.[0]).toBe("roleName");
    },
  );

  test.each(["", "   ", "a".repeat(65), "two\nlines"])("refuses the display name %j", (displayName) => {
    expect(complaints(beginEnrollmentInput.safeParse({ ...begin, displayName }))[0]?.[0]).toBe("displayName");
  });
});

test("adopting takes no role, or a role's ARN", () => {
  expect(adoptInput.parse({ integration: "a", displayName: "A" }).accessRoleArn).toBe("");
  expect(
    adoptInput.parse({ integration: "a", displayName: "A", accessRoleArn: ` ${arn} ` }).accessRoleArn,
  ).toBe(arn);
  expect(
    complaints(adoptInput.safeParse({ integration: "a", displayName: "A", accessRoleArn: "x" }))[0]?.[0],
  ).toBe("accessRoleArn");
});

describe("chosen roles", () => {
  test("keep leading zeros and count once", () => {
    expect(trustStepInput.parse({ roleArns: [arn, arn] }).roleArns).toEqual([arn]);
  });

  test.each(["arn:aws:iam::123456789012:user/x", "arn:aws-iso:iam::123456789012:role/x", "x"])(
    "refuse %s at its place",
    (wrong) => {
      expect(complaints(trustStepInput.safeParse({ roleArns: [arn, wrong] }))[0]?.[0]).toBe("roleArns.1");
      expect(complaints(accessStepInput.safeParse({ roleArns: [wrong] }))[0]?.[0]).toBe("roleArns.0");
    },
  );

  test("are at least one", () => {
    expect(complaints(trustStepInput.safeParse({ roleArns: [] }))).toEqual([
      ["roleArns", "Choose at least one role."],
    ]);
  });
});

test("labels are checked while they are typed, each at its own field", () => {
  expect(appStepInput.parse({})).toEqual({ extraLabels: {} });
  expect(complaints(appStepInput.safeParse({ extraLabels: { env: "prod", aws_account_id: "1" } }))).toEqual([
    ["extraLabels.aws_account_id", expect.stringContaining("aws_account_id")],
  ]);
});
