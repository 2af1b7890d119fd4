import { AwsError } from "./aws-error.ts";

/** The partition that the AWS half plays, and a region of it. */
export const regions = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
} as const;

export type PlayedPartition = keyof typeof regions;

/*
 * Inside, everything is as in the partition aws. At the edge ARNs change places: those of the played partition come in as
 * aws's, and aws's own come in as those of another partition, which nothing here knows.
 */

function swapped(text: string, partition: PlayedPartition): string {
  if (partition === "aws") return text;
  return text.replaceAll(
    /arn(:|%3A)(aws[\w-]*)(:|%3A)/g,
    (whole, before: string, name: string, after: string) => {
      const other = name === partition ? "aws" : name === "aws" ? partition : null;
      return other === null ? whole : `arn${before}${other}${after}`;
    },
  );
}

export function paramsFrom(params: URLSearchParams, partition: PlayedPartition): URLSearchParams {
  return new URLSearchParams([...params].map(([name, value]) => [name, swapped(value, partition)]));
}

export function bodyTo(body: string, partition: PlayedPartition): string {
  return swapped(body, partition);
}

/** Where the partition differs from aws in what it takes. */
export function refuseByPartition(action: string, params: URLSearchParams, partition: PlayedPartition): void {
  if (
    partition === "aws-cn" &&
    action === "CreateOpenIDConnectProvider" &&
    !params.has("ThumbprintList.member.1")
  )
    throw new AwsError("ValidationError", 400, "ThumbprintList is required in this partition.");
  // Teleport calls AWS in the global region, which knows nothing of the other partitions.
  if (partition !== "aws" && action === "AssumeRoleWithWebIdentity")
    throw new AwsError(
      "InvalidIdentityToken",
      400,
      "No OpenIDConnect provider found in your account for the issuer of the token.",
    );
}
