import { describe, expect, test } from "vitest";

import { checkIntegrationName, integrationName } from "#lib/domain/teleport/integration-name.ts";

describe("an integration's name", () => {
  test.each(["a", "prod", "prod-1", "a--b", "x".repeat(63), "truest"])("%s is fine", (name) => {
    expect(checkIntegrationName(name)).toEqual({ ok: true, value: name });
    expect(integrationName.safeParse(name).success).toBe(true);
  });

  test.each([
    ["", "Give the integration a name."],
    ["true", 'The name can\'t be "true": the integration role would carry the tag that marks target roles.'],
    ["x".repeat(64), "The name has 64 characters; at most 63 are allowed."],
    [
      "prod.eu",
      "The name can't contain dots: it becomes one part of a host name, and certificates cover one part only.",
    ],
    ["Prod", "Use lower-case letters only: prod."],
    ["prod_eu", "The name can contain lower-case letters, digits and hyphens, but not underscores."],
    ["prod eu", "The name can contain lower-case letters, digits and hyphens, but not blanks."],
    ["größe", 'The name can contain lower-case letters, digits and hyphens, but not "ö".'],
    ["a🙂", 'The name can contain lower-case letters, digits and hyphens, but not "🙂".'],
    ["1prod", "The name must begin with a letter."],
    ["-prod", "The name must begin with a letter."],
    ["prod-", "The name must end with a letter or a digit, not with a hyphen."],
    ["prod\n", "The name can contain lower-case letters, digits and hyphens, but not blanks."],
  ])("%j: %s", (name, problem) => {
    expect(checkIntegrationName(name)).toEqual({ ok: false, problem });
    expect(integrationName.safeParse(name).error?.issues.map(({ message }) => message)).toEqual([problem]);
  });
});
