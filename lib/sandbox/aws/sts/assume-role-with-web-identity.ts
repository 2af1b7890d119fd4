import { AwsError, accessDenied } from "../api/aws-error.ts";
import type { Call, Operations } from "../api/call.ts";
import { contextOf, mergeContexts } from "../policy/context.ts";
import { readPolicy } from "../policy/document.ts";
import { webIdentityIsTrusted } from "../policy/trust-decision.ts";
import {
  accountFromArn,
  findProvider,
  findRole,
  nameFromArn,
  providerArn,
  roleArn,
} from "../store/directory.ts";
import type { OidcProvider, Role } from "../store/model.ts";
import { openSession } from "./open-session.ts";
import { grantedSeconds, sessionInput, type SessionInput } from "./session-input.ts";
import { targetContext } from "./target-context.ts";
import { issuerOf, verifyToken, type VerifiedToken } from "./web-identity-token.ts";

const action = "sts:AssumeRoleWithWebIdentity";

async function assumeRoleWithWebIdentity(call: Call) {
  const wanted = sessionInput(call);
  const token = call.input.text("WebIdentityToken", { min: 4, max: 20_000 });
  const accountId = accountFromArn(wanted.roleArn);
  const issuer = issuerOf(token);
  const provider = findProvider(call.view, accountId, issuer.slice("https://".length));
  if (!provider) {
    throw new AwsError(
      "InvalidIdentityToken",
      400,
      `No OpenIDConnect provider found in your account for ${issuer}`,
    );
  }
  const verified = await verifyToken(token, provider, call.issuers, call.nowMs);
  const role = findRole(call.view, accountId, nameFromArn(wanted.roleArn));
  if (!role || roleArn(role) !== wanted.roleArn || !isTrusted(call, role, provider, verified, wanted)) {
    throw accessDenied(`Not authorized to perform ${action}`);
  }
  const opened = openSession(call, role, {
    sessionName: wanted.sessionName,
    seconds: grantedSeconds(wanted.durationSeconds, role.maxSessionSeconds, false),
    chained: false,
    sessionPolicies: wanted.sessionPolicies,
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
    federatedProvider: providerArn(provider),
  });
  return {
    ...opened,
    SubjectFromWebIdentityToken: verified.subject,
    Provider: issuer,
    Audience: verified.audience,
  };
}

function isTrusted(
  call: Call,
  role: Role,
  provider: OidcProvider,
  token: VerifiedToken,
  wanted: SessionInput,
): boolean {
  const context = contextOf([
    [`${provider.url}:aud`, token.audience],
    [`${provider.url}:sub`, token.subject],
    ["aws:FederatedProvider", providerArn(provider)],
    ["sts:RoleSessionName", wanted.sessionName],
    ...targetContext(role),
  ]);
  const request = { action, resource: roleArn(role), context: mergeContexts(call.context, context) };
  return webIdentityIsTrusted(readPolicy(role.trust), providerArn(provider), request);
}

export const webIdentityOperations: Operations = {
  AssumeRoleWithWebIdentity: {
    service: "sts",
    write: false,
    signed: false,
    run: assumeRoleWithWebIdentity,
  },
};
