import { ListRolesCommand } from "@aws-sdk/client-iam";
import type { AwsRole, Tag } from "#lib/domain/aws/types.ts";
import { AppError, type ErrorCode } from "#lib/domain/errors.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { mapRole } from "./map-role.ts";
import { allPages } from "./pages.ts";
import { readRoleTags } from "./read-tags.ts";
import type { ScannedRoles } from "./scan.ts";
import type { AwsSession } from "./session.ts";

/** Kept by AWS itself and never offered: not worth a call each. */
const isReserved = (role: AwsRole): boolean => /^\/aws-(service-role|reserved)\//.test(role.path);

/** Denied, or a call that the endpoint lacks: the tags are unknown, and the rest is read all the same. */
const notReadable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["aws-access-denied", "aws-unsupported"]);

/** So many refusals without one answer, and the permission is taken as missing for the whole account. */
const refusalsToGiveUp = 5;

/** ListRoles, and the tags of each role that can be a target: only where the bulk call is denied. */
export async function scanList(session: AwsSession, binding: AccountBinding): Promise<ScannedRoles> {
  const pages = await allPages((marker) =>
    session.send({ action: "iam:ListRoles", resource: "*" }, ({ iam }) =>
      iam.send(new ListRolesCommand({ MaxItems: 1000, Marker: marker })),
    ),
  );
  const roles = pages.flatMap((page) => page.Roles ?? []).map((role) => mapRole(role, binding));

  let refusals = 0;
  let answers = 0;
  const tagsOf = async (role: AwsRole): Promise<readonly Tag[] | null> => {
    if (isReserved(role) || (answers === 0 && refusals >= refusalsToGiveUp)) return null;
    try {
      const tags = await readRoleTags(session, role.arn, role.name);
      answers += 1;
      return tags;
    } catch (error) {
      if (!(error instanceof AppError) || !notReadable.has(error.code)) throw error;
      refusals += 1;
      return null;
    }
  };

  const tagged: AwsRole[] = [];
  // Batches keep the give-up rule effective; the session limits what runs in parallel.
  for (let start = 0; start < roles.length; start += refusalsToGiveUp) {
    const batch = roles.slice(start, start + refusalsToGiveUp);
    tagged.push(...(await Promise.all(batch.map(async (role) => ({ ...role, tags: await tagsOf(role) })))));
  }
  return {
    roles: tagged,
    livePrincipalIds: roles.map(({ roleId }) => roleId),
    userIdsKnown: false,
    source: "list-roles",
  };
}
