import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { principalArn, simulationBatches } from "#lib/domain/aws/app-permissions-held.ts";

const asked = fc.uniqueArray(
  fc.record({
    action: fc.constantFrom("iam:GetRole", "iam:TagRole", "iam:PutRolePolicy"),
    resource: fc.constantFrom("*", ...Array.from({ length: 12 }, (_, index) => `arn:role/${index}`)),
  }),
  { selector: ({ action, resource }) => `${action} ${resource}` },
);

describe("questions to AWS's simulation", () => {
  test("go out in calls that ask exactly them, each once", () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 5 }), (questions, atMost) => {
        const batches = simulationBatches(questions, atMost);
        const sent = batches.flatMap(({ actions, resources }) =>
          actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`)),
        );
        expect(sent.toSorted()).toEqual(
          questions.map(({ action, resource }) => `${action} ${resource}`).toSorted(),
        );
        expect(batches.filter(({ resources }) => resources.length > atMost)).toEqual([]);
      }),
    );
  });

  test("share a call where resources are asked the same", () => {
    const roles = Array.from({ length: 100 }, (_, index) => `arn:role/${index}`);
    const questions = roles.flatMap((resource) =>
      ["iam:TagRole", "iam:UpdateAssumeRolePolicy"].map((action) => ({ action, resource })),
    );
    expect(simulationBatches(questions, 50)).toHaveLength(2);
  });
});

test.each([
  [
    "a user",
    { arn: "arn:aws:iam::012345678901:user/a/b", roleArn: null },
    "arn:aws:iam::012345678901:user/a/b",
  ],
  [
    "the role of a session",
    { arn: "arn:aws:sts::012345678901:assumed-role/x/y", roleArn: "arn:aws:iam::012345678901:role/p/x" },
    "arn:aws:iam::012345678901:role/p/x",
  ],
  ["no session alone", { arn: "arn:aws:sts::012345678901:assumed-role/x/y", roleArn: null }, null],
  ["no root", { arn: "arn:aws:iam::012345678901:root", roleArn: null }, null],
  ["no federated user", { arn: "arn:aws:sts::012345678901:federated-user/x", roleArn: null }, null],
])("policies belong to %s", (_who, identity, arn) => {
  expect(principalArn(identity)).toBe(arn);
});
