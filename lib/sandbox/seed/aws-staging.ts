import { trustsArn, trustsService } from "./aws-documents.ts";
import type { SeededRole } from "./aws-entities.ts";
import { powerUserAccess, readOnlyAccess } from "./aws-managed-policies.ts";
import { rootArn } from "./aws-names.ts";
import { staging } from "./company.ts";

/** Few, and some of the same path and name as in production: only the account tells them apart. */
export const stagingRoles: readonly SeededRole[] = [
  {
    name: "Developer",
    path: "/engineering/",
    description: "Day-to-day work of the engineers, in staging",
    trust: trustsArn(rootArn(staging.accountId)),
    attached: [powerUserAccess],
  },
  { name: "ReadOnly", trust: trustsArn(rootArn(staging.accountId)), attached: [readOnlyAccess] },
  { name: "app-server", path: "/service-role/", trust: trustsService("ec2") },
];
