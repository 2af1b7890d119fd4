import { parseRoleArn, roleArn } from "#lib/domain/aws/arn.ts";
import type { Partition } from "#lib/domain/aws/types.ts";
import type { Integration } from "#lib/domain/teleport/types.ts";
import { valueOr, type Observation } from "./observation.ts";

/** The account of an enrollment, and the ARN under which its integration role is or will be. */
export interface Home {
  accountId: string;
  partition: Partition;
  integrationRoleArn: string;
}

/** The Teleport integration where it is known to exist. */
export function integrationOf(o: Observation): Integration | null {
  return valueOr(o.integration, null);
}

/** The ARN that the role really has comes first, then the one that Teleport names, then what the draft wishes. */
export function homeOf(o: Observation): Home {
  const named = valueOr(o.integrationRole, null)?.arn ?? integrationOf(o)?.roleArn;
  const parsed = named === undefined ? null : parseRoleArn(named);
  if (parsed?.ok) {
    const { accountId, partition, arn } = parsed.value;
    return { accountId, partition, integrationRoleArn: arn };
  }
  if (o.former && o.draft === null) return o.former;
  const { accountId } = o.profile;
  const partition = o.draft?.partition ?? valueOr(o.aws, null)?.partition ?? "aws";
  const name = o.draft?.roleName ?? "";
  return { accountId, partition, integrationRoleArn: roleArn({ partition, accountId, name }) };
}
