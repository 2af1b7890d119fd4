import { describe, expect, it } from "vitest";

import { partitionFacts, partitions } from "#lib/domain/aws/partitions.ts";
import {
  absentTags,
  findTag,
  integrationTag,
  ownershipTags,
  tagProblem,
  tagQuota,
  tagRoomProblem,
  targetTagState,
} from "#lib/domain/aws/tags.ts";

const tag = (key: string, value = "x") => ({ key, value });

describe("a target's tag", () => {
  it.each([
    ["true", [tag("teleport.dev/integration", "true")], "teleport.dev/integration"],
    ["true", [tag("a"), tag("Teleport.Dev/Integration", "true")], "Teleport.Dev/Integration"],
    ["other", [tag("teleport.dev/integration", "TRUE")], "teleport.dev/integration"],
    ["other", [tag("teleport.dev/integration", "")], "teleport.dev/integration"],
    ["missing", [tag("teleport.dev/integrations", "true")], null],
    ["unknown", null, null],
  ])("is %s", (state, tags, foundKey) => {
    expect(targetTagState(tags)).toMatchObject({ state, foundKey });
  });

  it("is found with the spelling that it has", () => {
    expect(findTag([tag("Owner")], "OWNER")).toEqual(tag("Owner"));
  });
});

it("the integration carries its cluster, origin and name", () => {
  expect(ownershipTags({ clusterName: "teleport.acme.test", integrationName: "acme" })).toEqual([
    tag("teleport.dev/cluster", "teleport.acme.test"),
    tag("teleport.dev/origin", "integration_awsoidc"),
    tag("teleport.dev/integration", "acme"),
  ]);
});

it("only tags whose key is absent in any case are added", () => {
  expect(absentTags([tag("TELEPORT.dev/cluster", "other")], [tag("teleport.dev/cluster"), tag("b")])).toEqual(
    [tag("b")],
  );
});

describe("a tag that IAM refuses", () => {
  it.each([
    [tag(""), "needs a key"],
    [tag("k".repeat(129)), "at most 128"],
    [tag("k", "v".repeat(257)), "at most 256"],
    [tag("AWS:x"), "reserved for AWS"],
    [tag("k", "a,b"), "may hold only"],
    [tag("k\t"), "may hold only"],
  ])("%j", (given, words) => {
    expect(tagProblem(given)).toContain(words);
  });

  it.each([integrationTag, tag("Ünï cöde+-=._:/@", ""), tag("k", "v".repeat(256))])("is not %j", (given) => {
    expect(tagProblem(given)).toBeNull();
  });
});

describe("room for a tag", () => {
  const full = Array.from({ length: tagQuota }, (_, at) => tag(`k${at}`));

  it("ends at 50, AWS's own tags not counted", () => {
    expect(tagRoomProblem(full, [integrationTag])).toContain("has 50 tags, and IAM allows 50");
    expect(tagRoomProblem([...full.slice(1), tag("aws:x"), tag("aws:y")], [integrationTag])).toBeNull();
  });

  it("is not needed where the key is there already", () => {
    expect(tagRoomProblem([...full.slice(1), tag("Teleport.dev/Integration")], [integrationTag])).toBeNull();
  });
});

describe("a partition", () => {
  it.each([
    ["aws", "https://console.aws.amazon.com/", "https://signin.aws.amazon.com/federation", "us-east-1"],
    [
      "aws-us-gov",
      "https://console.amazonaws-us-gov.com/",
      "https://signin.amazonaws-us-gov.com/federation",
      "us-gov-west-1",
    ],
    ["aws-cn", "https://console.amazonaws.cn/", "https://signin.amazonaws.cn/federation", "cn-north-1"],
  ] as const)("%s has its own addresses", (partition, consoleUrl, federationUrl, iamRegion) => {
    expect(partitionFacts(partition)).toMatchObject({ partition, consoleUrl, federationUrl, iamRegion });
  });

  it("works with Teleport's OIDC integration only if it is aws, and says why not", () => {
    const working = Object.values(partitions).filter((facts) => facts.worksWithTeleportOidc);
    const explained = Object.values(partitions).filter((facts) => facts.teleportOidcNote?.includes("52383"));
    expect(working.map((facts) => facts.partition)).toEqual(["aws"]);
    expect(explained.map((facts) => facts.partition)).toEqual(["aws-us-gov", "aws-cn"]);
    expect(Object.values(partitions).filter((facts) => facts.needsThumbprint)).toEqual([
      partitions["aws-cn"],
    ]);
  });
});
