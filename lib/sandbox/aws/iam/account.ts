import { authorize, callerOf, iamRead, type Call, type Operations } from "../api/call.ts";
import { pageOf } from "../api/paging.ts";
import { XmlMap } from "../api/xml.ts";
import { accountKey } from "../store/keys.ts";
import { inlineSizeQuota } from "./role-policies.ts";

function getAccountSummary(call: Call) {
  const { accountId } = callerOf(call);
  authorize(call, "iam:GetAccountSummary", "*");
  const account = call.view.get("account", accountKey(accountId));
  const roles = call.view.list("role", accountId);
  const users = call.view.list("user", accountId);
  return {
    SummaryMap: new XmlMap({
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 0,
      AssumeRolePolicySizeQuota: account?.trustSizeQuota ?? 2048,
      AttachedPoliciesPerRoleQuota: 10,
      AttachedPoliciesPerUserQuota: 10,
      Groups: 0,
      InstanceProfiles: roles.reduce((sum, role) => sum + role.instanceProfiles.length, 0),
      Policies: call.view.list("policy", accountId).length,
      PolicySizeQuota: 6144,
      Providers: call.view.list("oidc-provider", accountId).length,
      RolePolicySizeQuota: inlineSizeQuota,
      Roles: roles.length,
      RolesQuota: account?.rolesQuota ?? 1000,
      Users: users.length,
      UsersQuota: 5000,
      VersionsPerPolicyQuota: 5,
    }),
  };
}

function listAccountAliases(call: Call) {
  const { accountId } = callerOf(call);
  authorize(call, "iam:ListAccountAliases", "*");
  const alias = call.view.get("account", accountKey(accountId))?.alias;
  const { items, more } = pageOf(call.input, alias ? [alias] : []);
  return { AccountAliases: items, ...more };
}

export const accountOperations: Operations = {
  GetAccountSummary: iamRead(getAccountSummary),
  ListAccountAliases: iamRead(listAccountAliases),
};
