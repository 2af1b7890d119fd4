import type { Caller } from "../policy/caller.ts";
import { contextOf, mergeContexts, type ContextEntry, type RequestContext } from "../policy/context.ts";
import { decideByIdentity } from "../policy/identity-decision.ts";
import type { Change } from "../store/model.ts";
import type { View } from "../store/store.ts";
import { accessDenied } from "./aws-error.ts";
import type { Input } from "./input.ts";
import type { Output, Service } from "./xml.ts";
import type { Issuers } from "../auth/issuers.ts";

/** One request on its way through: what it says, who sent it, and what it may touch. */
export interface Call {
  readonly action: string;
  readonly input: Input;
  /** Signed calls have one; only AssumeRoleWithWebIdentity comes without. */
  readonly caller: Caller | null;
  readonly view: View;
  readonly nowMs: number;
  readonly region: string;
  /** Keys that every request has: address, time, region, transport. */
  readonly context: RequestContext;
  readonly issuers: Issuers;
  /** Whether IAM, though it has created the role, does not know it as a principal yet. */
  isTooYoung(roleArn: string): boolean;
  roleCreated(roleArn: string): void;
  commit(changes: readonly Change[]): void;
}

export interface Operation {
  readonly service: Service;
  /** Changes IAM's state; counted by tests, and read from the newest state. */
  readonly write: boolean;
  readonly signed: boolean;
  run(call: Call): Output | undefined | Promise<Output | undefined>;
}

export type Operations = Readonly<Record<string, Operation>>;

export const iamRead = (run: Operation["run"]): Operation => ({
  service: "iam",
  write: false,
  signed: true,
  run,
});

export const iamWrite = (run: Operation["run"]): Operation => ({ ...iamRead(run), write: true });

export function callerOf(call: Call): Caller {
  if (call.caller === null) throw accessDenied(`${call.action} must be signed`);
  return call.caller;
}

/** Refuses unless the caller's own policies allow the action on the resource. */
export function authorize(
  call: Call,
  action: string,
  resource: string,
  context: Iterable<ContextEntry> = [],
): void {
  const caller = callerOf(call);
  const decision = decideByIdentity(caller, {
    action,
    resource,
    context: mergeContexts(call.context, caller.context, contextOf(context)),
  });
  if (decision.allowed) return;
  throw notAuthorized(caller, action, resource, decision.because);
}

export function notAuthorized(caller: Caller, action: string, resource: string, because: string) {
  return accessDenied(
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
  );
}
