import {
  CreateRoleCommand,
  IAMClient,
  ListRoleTagsCommand,
  TagRoleCommand,
  UntagRoleCommand,
  type Tag,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { clientsFor, refused, startSandbox, trusting } from "./sandbox.ts";

const RoleName = "reader";

async function withRole(Tags: Tag[] = []): Promise<IAMClient> {
  const { iam } = clientsFor(await startSandbox());
  const AssumeRolePolicyDocument = trusting({ Service: "ec2.amazonaws.com" });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags }));
  return iam;
}

const tag = (iam: IAMClient, ...Tags: Tag[]) => iam.send(new TagRoleCommand({ RoleName, Tags }));

async function tagsOf(iam: IAMClient, name = RoleName): Promise<Record<string, string>> {
  const { Tags = [] } = await iam.send(new ListRoleTagsCommand({ RoleName: name, MaxItems: 1000 }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${from + index}`, Value: "" }));

describe("role tags", () => {
  it("compare keys without case and keep the newest spelling", async () => {
    const iam = await withRole([{ Key: "Teleport.dev/Integration", Value: "no" }]);
    await tag(iam, { Key: "teleport.dev/integration", Value: "true" });
    expect(await tagsOf(iam)).toEqual({ "teleport.dev/integration": "true" });
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["TELEPORT.DEV/INTEGRATION"] }));
    expect(await tagsOf(iam)).toEqual({});
  });

  it("are fifty at most, whether in one call or in several, all or none", async () => {
    const iam = await withRole(numbered(49));
    const refusal = { code: "LimitExceeded", status: 409 };
    await expect(tag(iam, ...numbered(2, 49))).rejects.toMatchObject(refused(refusal));
    expect(Object.keys(await tagsOf(iam))).toHaveLength(49);
    await tag(iam, { Key: "k49", Value: "" });
    await tag(iam, { Key: "K0", Value: "changed" });
    await expect(tag(iam, { Key: "k50", Value: "" })).rejects.toMatchObject(refused(refusal));
  });

  it.each([
    [
      [
        { Key: "a", Value: "" },
        { Key: "A", Value: "" },
      ],
      "InvalidInput",
    ],
    [[{ Key: "aws:cloudformation:stack-name", Value: "x" }], "InvalidInput"],
    [[{ Key: "AWS:x", Value: "x" }], "InvalidInput"],
    [[{ Key: "a*", Value: "x" }], "ValidationError"],
    [[{ Key: "x".repeat(129), Value: "x" }], "ValidationError"],
    [[{ Key: "a", Value: "x".repeat(257) }], "ValidationError"],
  ])("are refused as %j with %s", async (tags, code) => {
    const iam = await withRole();
    await expect(tag(iam, ...tags)).rejects.toMatchObject(refused({ code, status: 400 }));
    expect(await tagsOf(iam)).toEqual({});
  });

  it("can be set on a service-linked role, but not on one of Identity Center", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const Tags = [{ Key: "owner", Value: "dba" }];
    await iam.send(new TagRoleCommand({ RoleName: "AWSServiceRoleForRDS", Tags }));
    expect(await tagsOf(iam, "AWSServiceRoleForRDS")).toEqual({ owner: "dba" });
    const reserved = "AWSReservedSSO_PowerUserAccess_4c1f0a9be27d6f35";
    await expect(iam.send(new TagRoleCommand({ RoleName: reserved, Tags }))).rejects.toMatchObject(
      refused({
        code: "UnmodifiableEntity",
        status: 400,
      }),
    );
  });

  it("of CloudFormation stay, whoever removes them", async () => {
    const { iam } = clientsFor(await startSandbox({ seed: "company" }));
    const name = "payments-TaskRole-1K7X2QF9ZD3WB";
    await iam.send(new UntagRoleCommand({ RoleName: name, TagKeys: ["aws:cloudformation:stack-name"] }));
    expect(await tagsOf(iam, name)).toHaveProperty("aws:cloudformation:stack-name", "payments");
  });
});
