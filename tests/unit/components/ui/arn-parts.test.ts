import { expect, test } from "vitest";
import { arnParts } from "#components/ui/arn-parts.ts";

const role = "arn:aws:iam::123456789012:role/data/DataScientist";

test.each([
  [`alice reaches ${role}.`, ["alice reaches ", role, "."]],
  [`${role}, audience discover.teleport`, ["", role, ", audience discover.teleport"]],
  [
    "as arn:aws-us-gov:sts::123456789012:assumed-role/a/b@c.d (again)",
    ["as ", "arn:aws-us-gov:sts::123456789012:assumed-role/a/b@c.d", " (again)"],
  ],
  ["No role of theirs lists an ARN", ["No role of theirs lists an ARN"]],
])("of “%s” the ARNs stand apart, without the signs of the sentence", (text, parts) => {
  expect(arnParts(text)).toEqual(parts);
});
