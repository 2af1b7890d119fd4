import type { Partition } from "#lib/domain/aws/types.ts";

/** Address of the AWS console, as the app's `uri`; with the slash that the guide writes. */
export const consoleUris: Readonly<Record<Partition, string>> = {
  aws: "https://console.aws.amazon.com/",
  "aws-us-gov": "https://console.amazonaws-us-gov.com/",
  "aws-cn": "https://console.amazonaws.cn/",
};
