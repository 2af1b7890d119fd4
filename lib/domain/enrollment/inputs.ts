import { z } from "zod";
import {
  accountIdSchema,
  iamRoleName,
  optionalRoleArnSchema,
  parseRoleArn,
  roleArnSchema,
} from "#lib/domain/aws/arn.ts";
import { integrationName } from "#lib/domain/teleport/integration-name.ts";
import { namedRolesAtMost } from "./named-roles.ts";
import { extraLabelErrors } from "./steps/app/extra-labels.ts";

/* One schema per form: the page checks with it while typing, the server checks with it again. */

const uniqueTexts = z.array(z.string().min(1)).transform((list) => [...new Set(list)]);

const chosenRoles = z
  .array(roleArnSchema)
  .min(1, "Choose at least one role.")
  .transform((list) => [...new Set(list)]);

const displayName = z
  .string()
  .trim()
  .min(1, "Give the account a name that people recognise.")
  .max(64, "At most 64 characters.")
  .regex(/^\P{Cc}*$/u, "A name can't hold line breaks or control characters.");

const beginFields = z.object({
  integration: integrationName,
  roleName: iamRoleName,
  displayName,
  /** Going on in a partition where Teleport's OIDC integration does not work. */
  partitionAccepted: z.boolean().default(false),
  /** The account of the app's own credentials, or one that it reaches through a role there. */
  where: z.enum(["own", "other"]).default("own"),
  /** Of the other account. */
  accountId: z.string().trim().default(""),
  accessRoleArn: z.string().trim().default(""),
});

/** The fields of another account count only where another one was chosen. */
export const beginEnrollmentInput = beginFields.superRefine((input, context) => {
  if (input.where === "own") return;
  const accountId = accountIdSchema.safeParse(input.accountId);
  if (!accountId.success) {
    const message = accountId.error.issues[0]?.message ?? "Enter the account id.";
    context.addIssue({ code: "custom", path: ["accountId"], message });
    return;
  }
  const role = parseRoleArn(input.accessRoleArn);
  const message = !role.ok
    ? role.problem
    : role.value.accountId === input.accountId
      ? null
      : `This role is in account ${role.value.accountId}; it must be in account ${input.accountId}.`;
  if (message !== null) context.addIssue({ code: "custom", path: ["accessRoleArn"], message });
});

export const adoptInput = z.object({
  integration: z.string().min(1),
  displayName,
  /** Empty: the app's own credentials belong to the account. */
  accessRoleArn: optionalRoleArnSchema.default(""),
});

export const accountAccessInput = z.object({
  integration: z.string().min(1),
  /** Empty: the app's own credentials belong to the account. */
  accessRoleArn: optionalRoleArnSchema,
});

/** Which account the role shall be for, and which integration is adopted there, if one is. */
export const prepareAccessInput = z.object({
  accountId: accountIdSchema,
  integration: z.string().min(1).nullable(),
});

export const nameRolesInput = z.object({
  integration: z.string().min(1),
  /** One ARN per line. */
  text: z.string().max(500_000, "This is too much text for a list of roles."),
  /** The list that this one shall replace, as the page showed it. */
  known: z.array(z.string().max(2048)).max(namedRolesAtMost),
});

export const integrationStepInput = z.object({ consents: uniqueTexts.default([]) });
export const permissionsStepInput = z.object({});
export const trustStepInput = z.object({
  roleArns: chosenRoles,
  /** `role ARN#caution code` for each caution that was confirmed. */
  confirmed: uniqueTexts.default([]),
});
export const appStepInput = z.object({
  extraLabels: z
    .record(z.string(), z.string())
    .superRefine((labels, context) => {
      for (const { name, problem } of extraLabelErrors(labels)) {
        context.addIssue({ code: "custom", message: problem, path: [name] });
      }
    })
    .default({}),
});
export const accessStepInput = z.object({
  roleArns: chosenRoles,
  /** Users who get the access roles. */
  users: uniqueTexts.default([]),
  /** Users whose `aws_role_arns` trait gets the ARNs. */
  traitUsers: uniqueTexts.default([]),
  /** Names of existing access roles, not made by us, that may be used. */
  adopt: uniqueTexts.default([]),
});

export const stepInputs = {
  integration: integrationStepInput,
  permissions: permissionsStepInput,
  trust: trustStepInput,
  app: appStepInput,
  access: accessStepInput,
  launch: z.object({}),
} as const;

/** What shall be taken away: everything of an enrollment, our trust in some roles, or what one person was given. */
export const offboardInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all"), choices: uniqueTexts.default([]) }),
  z.object({ kind: z.literal("roles"), roleArns: chosenRoles, choices: uniqueTexts.default([]) }),
  z.object({ kind: z.literal("person"), name: z.string().min(1).max(512), choices: uniqueTexts.default([]) }),
]);

export type OffboardInput = z.infer<typeof offboardInput>;
export type BeginEnrollmentInput = z.infer<typeof beginEnrollmentInput>;
export type AccountAccessInput = z.infer<typeof accountAccessInput>;
export type PrepareAccessInput = z.infer<typeof prepareAccessInput>;
export type NameRolesInput = z.infer<typeof nameRolesInput>;
export type AdoptInput = z.infer<typeof adoptInput>;
export type StepInputs = { [K in keyof typeof stepInputs]: z.infer<(typeof stepInputs)[K]> };
