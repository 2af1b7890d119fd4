import { GetAccountAuthorizationDetailsCommand } from "@aws-sdk/client-iam";
import type { AccountBinding } from "./bound-arn.ts";
import { mapPolicyDocuments, mapRoleDetail } from "./map-role.ts";
import { allPages } from "./pages.ts";
import type { ScannedRoles } from "./scan.ts";
import type { AwsSession } from "./session.ts";

const idsOf = (list: readonly { [id in "RoleId" | "UserId"]?: string | undefined }[]): readonly string[] =>
  list.flatMap(({ RoleId, UserId }) => RoleId ?? UserId ?? []);

/** A thousand roles per call, with tags, trust and inline policies at once; descriptions are not in it. */
export async function scanDetails(session: AwsSession, binding: AccountBinding): Promise<ScannedRoles> {
  const pages = await allPages((marker) =>
    session.send({ action: "iam:GetAccountAuthorizationDetails", resource: "*" }, ({ iam }) =>
      iam.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: ["Role", "User", "LocalManagedPolicy"],
          MaxItems: 1000,
          Marker: marker,
        }),
      ),
    ),
  );
  const roles = pages.flatMap((page) => page.RoleDetailList ?? []);
  const users = pages.flatMap((page) => page.UserDetailList ?? []);
  const documents = mapPolicyDocuments(pages.flatMap((page) => page.Policies ?? []));
  return {
    roles: roles.map((role) => mapRoleDetail(role, documents, binding)),
    livePrincipalIds: [...idsOf(roles), ...idsOf(users)],
    userIdsKnown: true,
    source: "account-authorization-details",
  };
}
