import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { roleScan } from "../observation/aws.ts";
import { enrolled, seen, unread } from "../observation/observation.ts";
import { accessRole, appServer, integration } from "../observation/teleport.ts";
import type { ReadAccount } from "./judged.ts";

/** What the pages show is made of this: the account as read, with an access role for each of the roles. */
export function observed(read: ReadAccount, roles: readonly AwsRole[]): Observation {
  const { hub, hubArn, livePrincipalIds, externalId } = read;
  const named = integration({ roleArn: hubArn });
  return enrolled([], {
    integration: seen(named),
    integrations: seen([named]),
    integrationRole: hub === "unknown" ? unread() : seen(hub),
    scan: seen(roleScan(hub === "unknown" ? roles : [hub, ...roles], { livePrincipalIds })),
    apps: seen([appServer({ externalId })]),
    roles: seen(roles.map(({ arn, name }) => accessRole(`aws_access_${name}`, arn))),
  });
}
