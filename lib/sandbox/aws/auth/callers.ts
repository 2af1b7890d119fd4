import type { Caller } from "../policy/caller.ts";
import { contextOf, type ContextEntry } from "../policy/context.ts";
import { readPolicy, type Policy } from "../policy/document.ts";
import { accountKey } from "../store/keys.ts";
import { findPolicy, identityArn, roleArn, userArn } from "../store/directory.ts";
import type { Role, Session, Tag, User } from "../store/model.ts";
import type { View } from "../store/store.ts";

/** Inline and managed policies of a user or role. */
export function identityPoliciesOf(view: View, identity: Role | User): Policy[] {
  return [
    ...identity.inlinePolicies.map((policy) => readPolicy(policy.document, policy.name)),
    ...identity.attachedPolicies.flatMap((arn) => managedPolicy(view, arn) ?? []),
  ];
}

export function boundaryOf(view: View, identity: Role | User): Policy | null {
  return identity.boundary === null ? null : managedPolicy(view, identity.boundary);
}

function managedPolicy(view: View, arn: string): Policy | null {
  const policy = findPolicy(view, arn);
  const version = policy?.versions.find((candidate) => candidate.id === policy.defaultVersionId);
  return policy && version ? readPolicy(version.document, policy.name) : null;
}

export function userCaller(view: View, user: User): Caller {
  return {
    accountId: user.accountId,
    arn: userArn(user),
    userId: user.id,
    principalArn: userArn(user),
    principalId: user.id,
    isSession: false,
    identityPolicies: identityPoliciesOf(view, user),
    boundary: boundaryOf(view, user),
    sessionPolicies: [],
    context: contextOf([
      ...identityContext(view, user),
      ["aws:username", user.name],
      ["aws:userid", user.id],
      ["aws:PrincipalType", "User"],
    ]),
  };
}

export const sessionArn = (role: Role, sessionName: string) =>
  `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`;

export function sessionCaller(view: View, role: Role, session: Session): Caller {
  const userId = `${role.id}:${session.sessionName}`;
  return {
    accountId: role.accountId,
    arn: sessionArn(role, session.sessionName),
    userId,
    principalArn: roleArn(role),
    principalId: role.id,
    isSession: true,
    identityPolicies: identityPoliciesOf(view, role),
    boundary: boundaryOf(view, role),
    sessionPolicies: session.sessionPolicies.map((document) => readPolicy(document, "session")),
    context: contextOf([
      ...identityContext(view, role),
      // A session's own tags come before the role's of the same name.
      ...tagEntries("aws:PrincipalTag", session.tags),
      ["aws:userid", userId],
      ["aws:PrincipalType", "AssumedRole"],
      ["aws:TokenIssueTime", new Date(session.issuedAtMs).toISOString()],
      ["aws:SourceIdentity", session.sourceIdentity],
      ["aws:FederatedProvider", session.federatedProvider],
      // No session here ever saw a second factor; one that began with a web identity does not even carry the key.
      ["aws:MultiFactorAuthPresent", session.federatedProvider === null ? "false" : null],
    ]),
  };
}

/** What policies can ask about the identity behind a request. */
export function identityContext(view: View, identity: Role | User): ContextEntry[] {
  return [
    ["aws:PrincipalArn", identityArn(identity)],
    ["aws:PrincipalAccount", identity.accountId],
    ["aws:PrincipalOrgID", view.get("account", accountKey(identity.accountId))?.organizationId],
    ["aws:PrincipalIsAWSService", "false"],
    ...tagEntries("aws:PrincipalTag", identity.tags),
  ];
}

export function tagEntries(prefix: string, tags: readonly Tag[]): ContextEntry[] {
  return tags.map((tag) => [`${prefix}/${tag.key}`, tag.value]);
}
