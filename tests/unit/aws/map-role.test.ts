import { expect, test } from "vitest";
import { mapPolicyDocuments, mapRole, mapRoleDetail, withDocuments } from "#lib/aws/map-role.ts";

const binding = { accountId: "012345678901", partition: "aws-us-gov" } as const;
const document = '{"Version":"2012-10-17","Statement":[]}';

test("a role that was created a moment ago shows its id for an ARN, and gets its own", () => {
  const role = mapRole(
    {
      Path: "/team/",
      RoleName: "x",
      RoleId: "AROAQ3EGS4QVABCDEFGH1",
      Arn: "AROAQ3EGS4QVABCDEFGH1",
      CreateDate: new Date(0),
      AssumeRolePolicyDocument: encodeURIComponent(document),
    },
    binding,
  );
  expect(role).toMatchObject({
    arn: "arn:aws-us-gov:iam::012345678901:role/team/x",
    accountId: "012345678901",
    createdAt: "1970-01-01T00:00:00.000Z",
    trustPolicy: document,
    tags: null,
  });
});

test("attached policies get the default version's document where it was read", () => {
  const documents = mapPolicyDocuments([
    {
      Arn: "arn:aws-us-gov:iam::012345678901:policy/ours",
      DefaultVersionId: "v2",
      PolicyVersionList: [
        { VersionId: "v1", IsDefaultVersion: false, Document: encodeURIComponent('{"old":1}') },
        { VersionId: "v2", IsDefaultVersion: true, Document: encodeURIComponent(document) },
      ],
    },
  ]);
  const scanned = mapRoleDetail(
    {
      RoleName: "x",
      AttachedManagedPolicies: [
        { PolicyName: "ours", PolicyArn: "arn:aws-us-gov:iam::012345678901:policy/ours" },
        { PolicyName: "ReadOnlyAccess", PolicyArn: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess" },
      ],
    },
    binding,
  );
  const role = withDocuments(scanned, documents);
  expect(role.attachedPolicies?.map((policy) => policy.document)).toEqual([document, null]);
  expect(role).toMatchObject({ tags: [], inlinePolicies: [], boundary: null });
});
