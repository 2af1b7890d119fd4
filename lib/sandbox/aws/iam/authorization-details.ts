import { validationError } from "../api/aws-error.ts";
import { authorize, callerOf, iamRead, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { encodeDocument, type Output } from "../api/xml.ts";
import { userArn } from "../store/directory.ts";
import type { ManagedPolicy, NamedDocument, Role, User } from "../store/model.ts";
import type { View } from "../store/store.ts";
import { shownAttached } from "./attached-policies.ts";
import { shownPolicy, shownVersions } from "./managed-policies.ts";
import { roleCore, roleExtras, shownBoundary } from "./role-output.ts";
import { shownTags } from "./tags.ts";

const filters = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"] as const;
type Filter = (typeof filters)[number];

/** The whole account in pages; documents are percent-encoded here too. */
function getAccountAuthorizationDetails(call: Call) {
  const { accountId } = callerOf(call);
  const wanted = filtersOf(call);
  authorize(call, "iam:GetAccountAuthorizationDetails", "*");
  const { view } = call;
  const of = <T>(filter: Filter, list: () => T[]) => (wanted.has(filter) ? list() : []);
  const all: readonly (User | Role | ManagedPolicy)[] = [
    ...of("User", () => view.list("user", accountId)),
    ...of("Role", () => view.list("role", accountId)),
    ...of("LocalManagedPolicy", () => view.list("policy", accountId)),
    ...of("AWSManagedPolicy", () => view.list("policy", "aws")),
  ];
  const { items, more } = pageOf(call.input, all);
  const kept = { users: [] as Output[], roles: [] as Output[], policies: [] as Output[] };
  for (const item of items) {
    if (item.kind === "user") kept.users.push(userDetail(item));
    else if (item.kind === "role") kept.roles.push(roleDetail(view, item));
    else
      kept.policies.push({ ...shownPolicy(view, item, accountId), PolicyVersionList: shownVersions(item) });
  }
  return {
    UserDetailList: kept.users,
    GroupDetailList: [],
    RoleDetailList: kept.roles,
    Policies: kept.policies,
    ...more,
  };
}

function filtersOf(call: Call): ReadonlySet<Filter> {
  const given = call.input.list("Filter");
  if (given.length === 0) return new Set(filters);
  return new Set(
    given.map((value) => {
      const known = filters.find((filter) => filter === value);
      if (known) return known;
      throw validationError(
        `1 validation error detected: Value '[${value}]' at 'filter' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${filters.join(", ")}]]`,
      );
    }),
  );
}

const shownInline = (policies: readonly NamedDocument[]) =>
  policies.map((policy) => ({ PolicyName: policy.name, PolicyDocument: encodeDocument(policy.document) }));

function roleDetail(view: View, role: Role): Output {
  return {
    ...roleCore(view, role),
    InstanceProfileList: role.instanceProfiles.map((profile) => ({
      InstanceProfileName: profile.name,
      InstanceProfileId: profile.id,
      Path: profile.path,
      Arn: `arn:aws:iam::${role.accountId}:instance-profile${profile.path}${profile.name}`,
      CreateDate: profile.createdAt,
      Roles: [],
    })),
    RolePolicyList: shownInline(role.inlinePolicies),
    AttachedManagedPolicies: shownAttached(role.attachedPolicies),
    ...roleExtras(view, role),
    Tags: shownTags(role.tags),
  };
}

function userDetail(user: User): Output {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: userArn(user),
    CreateDate: user.createdAt,
    UserPolicyList: shownInline(user.inlinePolicies),
    GroupList: [],
    AttachedManagedPolicies: shownAttached(user.attachedPolicies),
    PermissionsBoundary: shownBoundary(user.boundary),
    Tags: shownTags(user.tags),
  };
}

export const authorizationDetailsOperations: Operations = {
  GetAccountAuthorizationDetails: iamRead(getAccountAuthorizationDetails),
};
