import type { AwsAccountPort } from "#lib/enrollment/ports.ts";
import { assertBound } from "./bound-arn.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { readIdentity } from "./caller-identity.ts";
import { decodePolicy } from "./policy-text.ts";
import * as providers from "./oidc-provider.ts";
import { findRole, readInlinePolicy, readRole } from "./read-role.ts";
import { readRoleTags } from "./read-tags.ts";
import { roleNameAndPath } from "./aws-arn.ts";
import { scanRoles } from "./scan.ts";
import type { AwsSession } from "./session.ts";
import { simulate } from "./simulate.ts";
import * as roles from "./write-role.ts";

/** One account: every ARN is held against the binding before anything is sent. */
export function openAccount(session: AwsSession, binding: AccountBinding): AwsAccountPort {
  const bound = (arn: string): string => {
    assertBound(arn, binding);
    return arn;
  };

  return {
    accountId: binding.accountId,
    partition: binding.partition,
    identity: () => readIdentity(session),
    simulate: (asked) => simulate(session, asked),
    scanRoles: () => scanRoles(session, binding),
    getRole: async (arn) => readRole(session, bound(arn), binding),
    async getTrustPolicy(arn) {
      const role = await findRole(session, bound(arn));
      return role === null ? null : decodePolicy(role.AssumeRolePolicyDocument ?? "");
    },
    getRoleTags: async (arn) => readRoleTags(session, bound(arn), roleNameAndPath(arn).name),
    createRole: async (role) => roles.createRole(session, { ...role, roleArn: bound(role.roleArn) }),
    deleteRole: async (arn) => roles.deleteRole(session, bound(arn)),
    updateTrustPolicy: async (arn, document) => roles.updateTrustPolicy(session, bound(arn), document),
    tagRole: async (arn, tag) => roles.tagRole(session, bound(arn), tag),
    untagRole: async (arn, key) => roles.untagRole(session, bound(arn), key),
    getInlinePolicy: async (arn, name) => readInlinePolicy(session, bound(arn), name),
    putInlinePolicy: async (arn, name, document) =>
      roles.putInlinePolicy(session, bound(arn), name, document),
    deleteInlinePolicy: async (arn, name) => roles.deleteInlinePolicy(session, bound(arn), name),
    getOidcProvider: async (arn) => providers.getOidcProvider(session, bound(arn)),
    createOidcProvider: async (provider) => providers.createOidcProvider(session, binding, provider),
    addAudience: async (arn, audience) => providers.addAudience(session, bound(arn), audience),
    removeAudience: async (arn, audience) => providers.removeAudience(session, bound(arn), audience),
    tagOidcProvider: async (arn, tags) => providers.tagOidcProvider(session, bound(arn), tags),
    untagOidcProvider: async (arn, keys) => providers.untagOidcProvider(session, bound(arn), keys),
    deleteOidcProvider: async (arn) => providers.deleteOidcProvider(session, bound(arn)),
  };
}
