import { trustsArn, trustsService } from "./aws-documents.ts";
import type { SeededRole } from "./aws-entities.ts";
import { jumpHostArn, platformAdminArn } from "./aws-names.ts";
import { readOnlyAccess, s3ReadOnly } from "./aws-managed-policies.ts";

const duties = ["reader", "operator", "deployer", "analyst", "worker"] as const;
const trustDocuments = [
  trustsArn(platformAdminArn),
  trustsService("ec2"),
  trustsService("lambda"),
  trustsArn(jumpHostArn),
  trustsService("ecs-tasks"),
];

/** The nth ordinary role of a large account; the same on every machine. */
export function generatedRole(number: number): SeededRole {
  const team = String(Math.ceil(number / duties.length)).padStart(4, "0");
  const at = (number - 1) % duties.length;
  const paths = ["/", `/team/`, `/team/${team}/`];
  const trust = trustDocuments[(number + Math.floor(number / 7)) % trustDocuments.length];
  return {
    name: `team-${team}-${duties[at] ?? "reader"}`,
    path: paths[number % paths.length] ?? "/",
    trust: trust ?? trustsArn(platformAdminArn),
    attached: number % 2 === 0 ? [readOnlyAccess] : [s3ReadOnly],
    tags: { team, environment: number % 3 === 0 ? "staging" : "production" },
  };
}
