import { sessionCaller } from "#lib/sandbox/aws/auth/callers.ts";
import type { Caller } from "#lib/sandbox/aws/policy/caller.ts";
import { contextOf, mergeContexts } from "#lib/sandbox/aws/policy/context.ts";
import { readPolicy } from "#lib/sandbox/aws/policy/document.ts";
import type { AccessRequest } from "#lib/sandbox/aws/policy/evaluate.ts";
import { decideAssumeRole } from "#lib/sandbox/aws/policy/trust-decision.ts";
import { roleArn } from "#lib/sandbox/aws/store/directory.ts";
import type { Role, Session } from "#lib/sandbox/aws/store/model.ts";
import { targetContext } from "#lib/sandbox/aws/sts/target-context.ts";
import type { HeldAccount } from "./held-account.ts";
import { providerArn } from "./names.ts";
import type { World } from "./world.ts";
import { worldKeys } from "./world.ts";

/** Teleport's AssumeRole on a target, as AWS would see it in this world. */
export interface Launch {
  readonly caller: Caller;
  readonly request: AccessRequest;
  readonly allowed: boolean;
}

function hubSession({ hub }: HeldAccount, world: World): Session {
  return {
    kind: "session",
    accessKeyId: "ASIAEXAMPLE",
    secret: "",
    tokenHash: "",
    accountId: hub.accountId,
    roleId: hub.id,
    sessionName: world.hubSession,
    issuedAtMs: 0,
    expiresAtMs: 0,
    chained: false,
    sessionPolicies: [],
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
    federatedProvider: providerArn,
  };
}

export function launchIn(world: World, held: HeldAccount, target: Role, externalId: string | null): Launch {
  const caller = sessionCaller(held.view, held.hub, hubSession(held, world));
  const keys = worldKeys(world, { arn: roleArn(held.hub), id: held.hub.id });
  const context = mergeContexts(
    caller.context,
    contextOf([...targetContext(target), ["sts:ExternalId", externalId], ...keys]),
  );
  const request = { action: "sts:AssumeRole", resource: roleArn(target), context };
  const decision = decideAssumeRole(readPolicy(target.trust), target.accountId, caller, request);
  return { caller, request, allowed: decision.allowed };
}
