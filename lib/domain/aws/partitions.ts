import type { Partition } from "./types.ts";

export interface PartitionFacts {
  partition: Partition;
  /** For people. */
  name: string;
  /** With trailing slash, as the guide's app has it. */
  consoleUrl: string;
  federationUrl: string;
  /** The region that IAM's global endpoint is signed for. */
  iamRegion: string;
  dnsSuffix: string;
  /** Whether IAM demands a thumbprint with an OIDC provider instead of checking the certificate itself. */
  needsThumbprint: boolean;
  worksWithTeleportOidc: boolean;
  /** Why, in words; null where it works. */
  teleportOidcNote: string | null;
}

const outside = (name: string): string =>
  `Teleport’s AWS OIDC integration does not work in ${name} (Teleport issue 52383): it calls AWS in the global region, so its Ping can’t succeed here. Everything in AWS can still be set up; whether Teleport reaches it can’t be checked.`;

export const partitions: Readonly<Record<Partition, PartitionFacts>> = {
  aws: {
    partition: "aws",
    name: "AWS",
    consoleUrl: "https://console.aws.amazon.com/",
    federationUrl: "https://signin.aws.amazon.com/federation",
    iamRegion: "us-east-1",
    dnsSuffix: "amazonaws.com",
    needsThumbprint: false,
    worksWithTeleportOidc: true,
    teleportOidcNote: null,
  },
  "aws-us-gov": {
    partition: "aws-us-gov",
    name: "AWS GovCloud (US)",
    consoleUrl: "https://console.amazonaws-us-gov.com/",
    federationUrl: "https://signin.amazonaws-us-gov.com/federation",
    iamRegion: "us-gov-west-1",
    dnsSuffix: "amazonaws.com",
    needsThumbprint: false,
    worksWithTeleportOidc: false,
    teleportOidcNote: outside("AWS GovCloud (US)"),
  },
  "aws-cn": {
    partition: "aws-cn",
    name: "AWS China",
    consoleUrl: "https://console.amazonaws.cn/",
    federationUrl: "https://signin.amazonaws.cn/federation",
    iamRegion: "cn-north-1",
    dnsSuffix: "amazonaws.com.cn",
    needsThumbprint: true,
    worksWithTeleportOidc: false,
    teleportOidcNote: outside("AWS China"),
  },
};

export function partitionFacts(partition: Partition): PartitionFacts {
  return partitions[partition];
}
