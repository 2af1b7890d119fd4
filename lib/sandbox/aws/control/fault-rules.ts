import { z } from "zod";

const matchShape = z
  .object({
    action: z.union([z.string(), z.array(z.string())]).optional(),
    /** Only calls that name this role. */
    roleName: z.string().optional(),
    /** The first matching request that is hit, counted from 1 and from when the rule was set. */
    nth: z.number().int().min(1).optional(),
    /** How many matching requests are hit; without it one if `nth` is given, else all. */
    times: z.number().int().min(1).optional(),
  })
  .strict();

const moment = z.enum(["before", "after"]);

const faultShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("throttle") }).strict(),
  z
    .object({
      kind: z.literal("error"),
      status: z.number().int().min(400).max(599),
      code: z.string().min(1),
      message: z.string(),
    })
    .strict(),
  /** Closes the connection without an answer, before or after the call is carried out. */
  z.object({ kind: z.literal("drop"), when: moment }).strict(),
  z.object({ kind: z.literal("delay"), ms: z.number().int().min(0).max(60_000) }).strict(),
  z.object({ kind: z.literal("hold"), when: moment }).strict(),
  z
    .object({
      kind: z.literal("propagation"),
      /** Reads that still see the state before the matching write. */
      reads: z.number().int().min(0),
      /** Writes of trust policies that refuse a role which the matching call created. */
      writes: z.number().int().min(0).default(0),
    })
    .strict(),
  /** Somebody else appends a statement to a role's trust policy, right before the matching call is carried out. */
  z
    .object({
      kind: z.literal("concurrent-writer"),
      accountId: z.string().regex(/^\d{12}$/),
      roleName: z.string(),
      statement: z.record(z.string(), z.unknown()),
    })
    .strict(),
]);

export const ruleShape = z.object({ match: matchShape, fault: faultShape }).strict();

export type FaultRule = z.infer<typeof ruleShape>;
export type Fault = z.infer<typeof faultShape>;
export type Moment = z.infer<typeof moment>;
