import { expect, test } from "vitest";
import { principalIdsIn } from "#lib/domain/aws/principal-ids.ts";

test("ids of roles and users are found in a document, and what only looks like one is not", () => {
  const [role, user] = ["AROAQ3EGS4QVEXAMPLE01", "AIDAQ3EGS4QVEXAMPLE02"];
  const others = ["arn:aws:iam::123456789012:role/AROAD", "AKIAQ3EGS4QVEXAMPLE03", `X${role}`];
  expect(principalIdsIn(JSON.stringify({ Principal: { AWS: [role, ...others, user] } }))).toEqual([
    role,
    user,
  ]);
  expect(principalIdsIn("{}")).toEqual([]);
});
