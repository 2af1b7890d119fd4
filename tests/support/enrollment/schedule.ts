import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import { integrationRoleArn } from "./production.ts";
import { strangersStatement } from "./stranger.ts";
import type { StruckFault, TeleportFault } from "./sandbox-control.ts";

/** The same numbers for the same seed, on every machine. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** From `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }
}

const awsWrites = [
  "CreateOpenIDConnectProvider",
  "CreateRole",
  "PutRolePolicy",
  "TagRole",
  "UpdateAssumeRolePolicy",
] as const;
const awsCalls = [
  ...awsWrites,
  ...awsWrites,
  "AssumeRoleWithWebIdentity",
  "GetAccountAuthorizationDetails",
  "GetCallerIdentity",
  "GetOpenIDConnectProvider",
  "GetRole",
  "GetRolePolicy",
  "ListRoleTags",
] as const;
const teleportWrites = ["CreateIntegration", "UpsertApplicationServer", "CreateRole", "UpdateUser"] as const;
const teleportCalls = [
  ...teleportWrites,
  ...teleportWrites,
  "AWSOIDCService/Ping",
  "GetIntegration",
  "GetRole",
  "GetUser",
  "ListResources",
  "ListRoles",
  "ListUsers",
] as const;

function awsFault(dice: Dice): FaultRule["fault"] {
  switch (dice.integer(0, 5)) {
    case 0:
      return { kind: "throttle" };
    case 1:
      return { kind: "error", status: 500, code: "ServiceFailure", message: "Try again later." };
    case 2:
      return { kind: "error", status: 503, code: "ServiceUnavailable", message: "Busy." };
    case 3:
      return { kind: "drop", when: "before" };
    case 4:
      return { kind: "drop", when: "after" };
    default:
      return { kind: "delay", ms: dice.integer(1, 20) };
  }
}

function teleportFault(dice: Dice): TeleportFault["fault"] {
  const error = (code: string) => ({ kind: "error", code, message: "later" });
  switch (dice.integer(0, 7)) {
    case 0:
      return error("UNAVAILABLE");
    case 1:
      return error("RESOURCE_EXHAUSTED");
    case 2:
      return error("INTERNAL");
    case 3:
      return error("UNKNOWN");
    case 4:
      return { kind: "drop", when: "before" };
    case 5:
      return { kind: "drop", when: "after" };
    case 6:
      return { kind: "stale-read", n: dice.integer(1, 3) };
    default:
      return { kind: "delay", ms: dice.integer(1, 20) };
  }
}

const match = (dice: Dice, most: number) => ({ nth: dice.integer(1, 4), times: dice.integer(1, most) });

const late = (dice: Dice): FaultRule => ({
  match: { action: dice.pick(awsWrites), nth: dice.integer(1, 3), times: dice.integer(1, 3) },
  fault: { kind: "propagation", reads: dice.integer(1, 12), writes: 0 },
});

/** IAM's words while it does not know the new integration role as a principal. */
const unknownPrincipal = (dice: Dice): FaultRule => ({
  match: { action: "UpdateAssumeRolePolicy", nth: dice.integer(1, 3), times: dice.integer(1, 6) },
  fault: {
    kind: "error",
    status: 400,
    code: "MalformedPolicyDocument",
    message: `Invalid principal in policy: "AWS":"${integrationRoleArn}"`,
  },
});

export interface Faults {
  aws: readonly FaultRule[];
  teleport: readonly TeleportFault[];
}

/** A handful of faults, each at a call of its own. */
export function faultsOf(dice: Dice): Faults {
  const list = <T>(most: number, make: () => T) => Array.from({ length: dice.integer(0, most) }, make);
  return {
    aws: [
      ...list(4, () => ({
        match: { action: dice.pick(awsCalls), ...match(dice, 8) },
        fault: awsFault(dice),
      })),
      ...list(3, () => late(dice)),
      ...list(1, () => unknownPrincipal(dice)),
    ],
    teleport: list(4, () => ({
      match: { method: dice.pick(teleportCalls), ...match(dice, 5) },
      fault: teleportFault(dice),
    })),
  };
}

export interface ForeignEdit {
  roleName: string;
  sid: string;
  rule: FaultRule;
}

/**
 * A stranger who edits the trust policy of a role right before we read it for the n-th time: before our change, between
 * our read and our write, or while we read back.
 */
export function foreignEdits(
  dice: Dice,
  accountId: string,
  roleNames: readonly [string, ...string[]],
): ForeignEdit[] {
  return Array.from({ length: dice.integer(0, 2) }, (_, index) => {
    const roleName = dice.pick(roleNames);
    const sid = `Stranger${index}`;
    return {
      roleName,
      sid,
      rule: {
        match: { action: "GetRole", roleName, nth: dice.integer(1, 6) },
        fault: { kind: "concurrent-writer", accountId, roleName, statement: strangersStatement(sid) },
      },
    };
  });
}

export const faultKinds = [
  "throttling",
  "5xx",
  "dropped before it was done",
  "dropped after it was done",
  "delay",
  "stale reads after a write",
  "a role that is no valid principal for a while",
  "a concurrent writer",
] as const;

export type FaultKind = (typeof faultKinds)[number];

function kindOfError(code: string): FaultKind {
  if (code === "RESOURCE_EXHAUSTED") return "throttling";
  return code === "MalformedPolicyDocument" ? "a role that is no valid principal for a while" : "5xx";
}

/** By what it does, whichever half does it. */
export function kindOf({ fault }: Pick<StruckFault, "fault">): FaultKind {
  switch (fault.kind) {
    case "throttle":
      return "throttling";
    case "error":
      return kindOfError(String(fault["code"]));
    case "drop":
      return fault["when"] === "before" ? "dropped before it was done" : "dropped after it was done";
    case "delay":
      return "delay";
    case "stale-read":
    case "propagation":
      return "stale reads after a write";
    case "concurrent-writer":
      return "a concurrent writer";
    default:
      throw new Error(`The fault ${fault.kind} is on no list`);
  }
}
