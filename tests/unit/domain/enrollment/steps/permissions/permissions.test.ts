import { describe, expect, test } from "vitest";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { permissionsStepView } from "#lib/domain/enrollment/steps/permissions/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import {
  document,
  guideStatement,
  integrationRole,
  roleScan,
} from "../../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread, untouched } from "../../../../../support/observation/observation.ts";
import { changeTo, plan, refusalOf } from "../../../../../support/observation/plans.ts";

const withRole = (over: Partial<AwsRole>): Observation => {
  const role = integrationRole(over);
  return enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) });
};
const stateOf = (o: Observation) => stepStates(o)[1];
const readBuckets = { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
const denyAll = { Effect: "Deny", Action: "sts:*", Resource: "*" };

describe("step 2 is done when some policy allows exactly the guide's statement and nothing denies it", () => {
  test("in AWSAppAccess", () => {
    expect(stateOf(enrolled())).toMatchObject({ status: "done", summary: "policy in place" });
  });

  test("in any other policy, under any Sid", () => {
    const o = withRole({
      inlinePolicies: [],
      attachedPolicies: [
        {
          name: "shared",
          arn: "arn:aws:iam::123456789012:policy/shared",
          document: document(readBuckets, { Sid: "AssumeTaggedRole", ...guideStatement }),
        },
      ],
    });
    expect(stateOf(o)?.status).toBe("done");
    expect(plan(o, "permissions").kind).toBe("nothing");
  });

  test.each<[string, Partial<AwsRole>]>([
    ["no policy at all", { inlinePolicies: [] }],
    [
      "a wider one",
      { inlinePolicies: [{ name: "x", document: document({ ...guideStatement, Condition: {} }) }] },
    ],
    [
      "a Deny beside it",
      {
        inlinePolicies: [
          { name: "AWSAppAccess", document: document(guideStatement) },
          { name: "no", document: document(denyAll) },
        ],
      },
    ],
    [
      "a boundary that leaves it out",
      { boundary: { arn: "arn:aws:iam::123456789012:policy/b", document: document(readBuckets) } },
    ],
  ])("not with %s", (_name, over) => {
    expect(["open", "attention"]).toContain(stateOf(withRole(over))?.status);
  });

  test("what could not be read is unknown", () => {
    expect(stateOf(withRole({ inlinePolicies: null }))?.status).toBe("unknown");
    expect(stateOf(enrolled([], { integrationRole: unread() }))?.status).toBe("unknown");
  });

  test("it waits for the integration role", () => {
    expect(stateOf(untouched())).toMatchObject({
      status: "waiting",
      summary: "waits for the integration role",
    });
  });
});

describe("step 2 plans", () => {
  test("the guide's document where there is no policy", () => {
    const { before, after, change } = changeTo(
      plan(withRole({ inlinePolicies: [] }), "permissions"),
      "aws/inline-policy",
    );
    expect(before).toBeNull();
    expect(change.resource.id).toBe(`${integrationRoleArn}#AWSAppAccess`);
    expect(JSON.parse(after.document)).toEqual({ Version: "2012-10-17", Statement: [guideStatement] });
  });

  test("one more statement where somebody else made AWSAppAccess", () => {
    const theirs = document(readBuckets);
    const o = withRole({ inlinePolicies: [{ name: "AWSAppAccess", document: theirs }] });
    const { before, after } = changeTo(plan(o, "permissions"), "aws/inline-policy");
    expect(before?.document).toBe(theirs);
    expect(JSON.parse(after.document).Statement).toEqual([readBuckets, guideStatement]);
  });
});

describe("step 2 refuses", () => {
  test("to write what a Deny makes useless", () => {
    const o = withRole({ inlinePolicies: [{ name: "no", document: document(denyAll) }] });
    expect(refusalOf(plan(o, "permissions")).problem.code).toBe("aws-conflict");
  });

  test("to overwrite a policy that it could not read", () => {
    expect(refusalOf(plan(withRole({ inlinePolicies: null }), "permissions")).problem.code).toBe(
      "aws-access-denied",
    );
  });

  test("what IAM's quota for inline policies does not hold", () => {
    const filling = document({
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${"x".repeat(10_200)}`,
    });
    const o = withRole({ inlinePolicies: [{ name: "big", document: filling }] });
    expect(refusalOf(plan(o, "permissions")).problem.code).toBe("aws-quota");
  });

  test("a document that can't be written back whole", () => {
    const o = withRole({ inlinePolicies: [{ name: "AWSAppAccess", document: "not JSON" }] });
    expect(refusalOf(plan(o, "permissions")).problem.code).toBe("aws-malformed-policy");
  });

  test("while the integration role does not exist", () => {
    expect(refusalOf(plan(untouched(), "permissions")).problem.code).toBe("aws-not-found");
  });
});

test("the page names the other policies and what they do", () => {
  const view = permissionsStepView(
    withRole({
      inlinePolicies: [{ name: "logs", document: document(readBuckets) }],
      attachedPolicies: [{ name: "hidden", arn: "arn:aws:iam::aws:policy/hidden", document: null }],
    }),
  );
  expect(view.otherPolicies).toEqual([
    { name: "logs", words: "inline" },
    { name: "hidden", words: "attached, not read" },
  ]);
  expect(view.currentDocument).toBeNull();
});
