import { z } from "zod";
import type { JournalEvent } from "#lib/domain/enrollment/run.ts";
import { errorCodes, type Problem } from "#lib/domain/errors.ts";
import { changeSchema, observedSchema } from "./state-schema.ts";

const text = z.string();

const problem: z.ZodType<Problem> = z.object({
  code: z.enum(errorCodes),
  what: text,
  why: text,
  remedy: text,
  evidence: text.exactOptional(),
});

const ofRun = { runId: text };
const ofChange = { runId: text, changeKey: text };
const ofDrift = { integration: text, resource: text };
const ofCondition = { accountId: text, roleArn: text, condition: text };

/** Events as they are stored: unknown fields are dropped, wrong ones refused. */
export const eventSchema: z.ZodType<JournalEvent> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run-started"), ...ofRun, planId: text, by: text }),
  z.object({ type: z.literal("intended"), ...ofChange, change: changeSchema }),
  z.object({ type: z.literal("written"), ...ofChange }),
  z.object({ type: z.literal("not-made"), ...ofChange, why: text }),
  z.object({ type: z.literal("verified"), ...ofChange }),
  z.object({ type: z.literal("not-confirmed"), ...ofChange, problem }),
  z.object({ type: z.literal("skipped"), ...ofChange, why: text }),
  z.object({ type: z.literal("conflict"), ...ofChange, observed: observedSchema, problem }),
  z.object({ type: z.literal("failed"), ...ofChange, problem }),
  z.object({ type: z.literal("unknown"), ...ofChange, problem }),
  z.object({ type: z.literal("run-stopped"), ...ofRun, problem }),
  z.object({ type: z.literal("run-finished"), ...ofRun }),
  z.object({ type: z.literal("run-resumed"), ...ofRun, by: text, retry: z.array(text).readonly() }),
  z.object({ type: z.literal("accepted"), ...ofCondition, by: text }),
  z.object({ type: z.literal("acceptance-withdrawn"), ...ofCondition, by: text }),
  z.object({ type: z.literal("adopted"), ...ofDrift, by: text }),
  z.object({ type: z.literal("adoption-withdrawn"), ...ofDrift, by: text }),
]);
