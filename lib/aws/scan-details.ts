import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
} from "@aws-sdk/client-iam";
import type { AccountBinding } from "./bound-arn.ts";
import { mapPolicyDocuments, mapRoleDetail, withDocuments } from "./map-role.ts";
import { allPages } from "./pages.ts";
import type { ScannedRoles } from "./scan.ts";
import type { AwsSession } from "./session.ts";

const idsOf = (list: readonly { [id in "RoleId" | "UserId"]?: string | undefined }[]): readonly string[] =>
  list.flatMap(({ RoleId, UserId }) => RoleId ?? UserId ?? []);

/** What of a page is kept: as it came, with all that the SDK made of it, it is many times as large. */
function keep(page: GetAccountAuthorizationDetailsResponse, binding: AccountBinding) {
  const { RoleDetailList: roles = [], UserDetailList: users = [], Policies = [], IsTruncated, Marker } = page;
  return {
    IsTruncated,
    Marker,
    roles: roles.map((role) => mapRoleDetail(role, binding)),
    principalIds: [...idsOf(roles), ...idsOf(users)],
    documents: mapPolicyDocuments(Policies),
  };
}

/** A thousand roles per call, with tags, trust and inline policies at once; descriptions are not in it. */
export async function scanDetails(session: AwsSession, binding: AccountBinding): Promise<ScannedRoles> {
  const pages = await allPages(async (marker) => {
    const page = await session.send(
      { action: "iam:GetAccountAuthorizationDetails", resource: "*" },
      ({ iam }) =>
        iam.send(
          new GetAccountAuthorizationDetailsCommand({
            Filter: ["Role", "User", "LocalManagedPolicy"],
            MaxItems: 1000,
            Marker: marker,
          }),
        ),
    );
    return keep(page, binding);
  });
  const documents = new Map(pages.flatMap((page) => [...page.documents]));
  return {
    roles: pages.flatMap(({ roles }) => roles.map((role) => withDocuments(role, documents))),
    livePrincipalIds: pages.flatMap(({ principalIds }) => principalIds),
    userIdsKnown: true,
    source: "account-authorization-details",
  };
}
