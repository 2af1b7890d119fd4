import { ListRoleTagsCommand } from "@aws-sdk/client-iam";
import type { Tag } from "#lib/domain/aws/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import { mapTags } from "./map-role.ts";
import { allPages } from "./pages.ts";
import type { AwsSession } from "./session.ts";

/** Null: no such role. */
export async function readRoleTags(
  session: AwsSession,
  roleArn: string,
  roleName: string,
): Promise<readonly Tag[] | null> {
  try {
    const pages = await allPages((marker) =>
      session.send({ action: "iam:ListRoleTags", resource: roleArn }, ({ iam }) =>
        iam.send(new ListRoleTagsCommand({ RoleName: roleName, Marker: marker })),
      ),
    );
    return pages.flatMap((page) => mapTags(page.Tags));
  } catch (error) {
    if (error instanceof AppError && error.code === "aws-not-found") return null;
    throw error;
  }
}
