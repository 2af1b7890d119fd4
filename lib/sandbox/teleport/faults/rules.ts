import { z } from "zod";
import { Code } from "@connectrpc/connect";

const codes: Readonly<Record<string, Code>> = {
  CANCELLED: Code.Canceled,
  UNKNOWN: Code.Unknown,
  INVALID_ARGUMENT: Code.InvalidArgument,
  DEADLINE_EXCEEDED: Code.DeadlineExceeded,
  NOT_FOUND: Code.NotFound,
  ALREADY_EXISTS: Code.AlreadyExists,
  PERMISSION_DENIED: Code.PermissionDenied,
  RESOURCE_EXHAUSTED: Code.ResourceExhausted,
  FAILED_PRECONDITION: Code.FailedPrecondition,
  ABORTED: Code.Aborted,
  UNIMPLEMENTED: Code.Unimplemented,
  INTERNAL: Code.Internal,
  UNAVAILABLE: Code.Unavailable,
  UNAUTHENTICATED: Code.Unauthenticated,
};

const when = z.enum(["before", "after"]);
const count = z.number().int().min(1);

const fault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("error"),
    code: z.string().transform((name, context) => {
      const code = codes[name];
      if (code === undefined) context.addIssue(`unknown code ${name}`);
      return code ?? Code.Unknown;
    }),
    message: z.string(),
  }),
  z.strictObject({ kind: z.literal("drop"), when }),
  z.strictObject({ kind: z.literal("delay"), ms: z.number().int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal("hold"), when }),
  z.strictObject({ kind: z.literal("stale-read"), n: count }),
]);

export const faultRule = z.strictObject({
  match: z
    .strictObject({
      /** `CreateRole`, or with its service where the name alone is not enough: `AWSOIDCService/Ping`. */
      method: z.string().optional(),
      /** The first matching call that is hit, counted from 1 since the rule was set. */
      nth: count.optional(),
      /** How many matching calls are hit; without it one if `nth` is given, else all. */
      times: count.optional(),
    })
    .default({}),
  fault,
});

export type FaultRule = z.infer<typeof faultRule>;
export type Fault = FaultRule["fault"];

/** A call as the rules name it. */
export interface CallName {
  service: string;
  method: string;
}

function isNamed(name: string | undefined, call: CallName): boolean {
  const shortService = call.service.split(".").at(-1) ?? "";
  return name === undefined || name === call.method || name === `${shortService}/${call.method}`;
}

/** Counts calls, never seconds, so that a test meets the same fault every time. */
export class FaultPlan {
  #entries: { rule: FaultRule; seen: number; applied: number }[] = [];
  #held: (() => void)[] = [];

  add(rules: readonly FaultRule[]): void {
    this.#entries.push(...rules.map((rule) => ({ rule, seen: 0, applied: 0 })));
  }

  clear(): void {
    this.#entries = [];
    this.release();
  }

  get rules(): readonly FaultRule[] {
    return this.#entries.map(({ rule }) => rule);
  }

  /** What has struck, each as often as it did. */
  get applied(): readonly { fault: Fault; times: number }[] {
    return this.#entries
      .filter(({ applied }) => applied > 0)
      .map(({ rule, applied }) => ({ fault: rule.fault, times: applied }));
  }

  /** How many calls are being held right now. */
  get held(): number {
    return this.#held.length;
  }

  /** The faults that this call meets; asking counts the call. */
  next(call: CallName): Fault[] {
    const hits: Fault[] = [];
    for (const entry of this.#entries) {
      const { method, nth, times } = entry.rule.match;
      if (!isNamed(method, call)) continue;
      entry.seen += 1;
      const first = nth ?? 1;
      const end = first + (times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1));
      if (entry.seen < first || entry.seen >= end) continue;
      entry.applied += 1;
      hits.push(entry.rule.fault);
    }
    return hits;
  }

  hold(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  release(): void {
    for (const resume of this.#held.splice(0)) resume();
  }
}
