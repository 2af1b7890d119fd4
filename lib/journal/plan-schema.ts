import { z } from "zod";
import type { AccountProfile, EnrollmentDraft } from "#lib/domain/enrollment/observation.ts";
import { accountColours } from "#lib/domain/enrollment/observation.ts";
import type { Plan } from "#lib/domain/enrollment/resource.ts";
import { changeSchema } from "./state-schema.ts";

const text = z.string();
const partition = z.enum(["aws", "aws-us-gov", "aws-cn"]);

export const planSchema: z.ZodType<Plan> = z.object({
  id: text,
  hash: text,
  scope: z.object({
    cluster: text,
    accountId: text,
    partition,
    integration: text,
    integrationRoleArn: text,
  }),
  step: z.enum(["integration", "permissions", "trust", "app", "access", "launch", "undo", "offboard"]),
  changes: z.array(changeSchema).readonly(),
  createdAt: text,
  expiresAt: text,
  createdBy: text,
  undoes: text.nullable(),
  leaves: z.number().exactOptional(),
  losses: z
    .array(z.object({ user: text, roleArns: z.array(text).readonly() }))
    .readonly()
    .exactOptional(),
});

export const draftSchema: z.ZodType<EnrollmentDraft> = z.object({
  integration: text,
  roleName: text,
  accountId: text,
  partition,
  displayName: text,
  createdAt: text,
  createdBy: text,
});

export const profileSchema: z.ZodType<AccountProfile> = z.object({
  accountId: text,
  displayName: text,
  colour: z.enum(accountColours),
  environment: text.nullable(),
  contact: text.nullable(),
  accessRoleArn: text.nullable(),
  externalId: text.nullable(),
});
