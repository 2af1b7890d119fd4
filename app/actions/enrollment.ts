"use server";

import { z } from "zod";
import { accountColours } from "#lib/domain/enrollment/observation.ts";
import {
  accessStepInput,
  accountAccessInput,
  adoptInput,
  beginEnrollmentInput,
  offboardInput,
  nameRolesInput,
  prepareAccessInput,
  stepInputs,
} from "#lib/domain/enrollment/inputs.ts";
import { dataAction } from "#lib/server/action.ts";
import * as access from "#lib/server/account-access.ts";
import * as accounts from "#lib/server/accounts.ts";
import * as enrollments from "#lib/server/enrollments.ts";
import * as conditions from "#lib/server/conditions.ts";
import * as drift from "#lib/server/drift.ts";
import * as offboard from "#lib/server/offboard.ts";
import * as namedRoles from "#lib/server/named-roles.ts";
import * as plans from "#lib/server/planning.ts";
import * as runs from "#lib/server/running.ts";

const name = z.string().min(1).max(128);
const id = z.string().min(1).max(64);
const roleArn = z.string().min(20).max(2048);

const planRequest = z.discriminatedUnion("step", [
  z.object({ integration: name, step: z.literal("integration"), input: stepInputs.integration }),
  z.object({ integration: name, step: z.literal("permissions"), input: stepInputs.permissions }),
  z.object({ integration: name, step: z.literal("trust"), input: stepInputs.trust }),
  z.object({ integration: name, step: z.literal("app"), input: stepInputs.app }),
  z.object({ integration: name, step: z.literal("access"), input: stepInputs.access }),
]);

export const beginEnrollment = dataAction("admin", beginEnrollmentInput, enrollments.begin);
export const adoptIntegration = dataAction("admin", adoptInput, enrollments.adopt);
export const prepareAccess = dataAction("admin", prepareAccessInput, access.prepare);
export const changeAccess = dataAction("admin", accountAccessInput, access.change);
export const discardDraft = dataAction("admin", z.object({ integration: name }), enrollments.discard);
export const refresh = dataAction("admin", z.object({ integration: name }), enrollments.refresh);
export const refreshOverview = dataAction("admin", z.object({}), enrollments.refreshOverview);

export const preparePlan = dataAction("admin", planRequest, plans.prepare);
export const prepareRemoval = dataAction(
  "admin",
  z.object({ integration: name, of: offboardInput }),
  offboard.prepareRemoval,
);
const meantDrift = z.object({ integration: name, fingerprint: z.string().min(1).max(4096) });
export const acceptDrift = dataAction("admin", meantDrift, drift.acceptDrift);
export const withdrawAdoption = dataAction("admin", meantDrift, drift.withdrawAdoption);
export const prepareUndo = dataAction("admin", z.object({ integration: name, runId: id }), plans.prepareUndo);
export const openRole = dataAction("admin", z.object({ integration: name, roleArn }), plans.openRole);
export const nameRoles = dataAction("admin", nameRolesInput, namedRoles.save);
export const previewAccess = dataAction(
  "admin",
  z.object({ integration: name, input: accessStepInput }),
  plans.previewAccess,
);
const meantCondition = z.object({ integration: name, roleArn, condition: z.string().min(1).max(500) });
export const acceptCondition = dataAction("admin", meantCondition, conditions.acceptCondition);
export const withdrawAcceptance = dataAction("admin", meantCondition, conditions.withdrawAcceptance);

export const applyPlan = dataAction("admin", z.object({ integration: name, planId: id }), runs.apply);
export const continueRun = dataAction(
  "admin",
  z.object({ integration: name, runId: id, retryFailed: z.boolean() }),
  runs.resume,
);

export const saveAccountProfile = dataAction(
  "admin",
  z.object({
    accountId: z.string().regex(/^\d{12}$/, "An account id has 12 digits."),
    displayName: z
      .string()
      .trim()
      .min(1, "Give the account a name that people recognise.")
      .max(64, "At most 64 characters."),
    colour: z.enum(accountColours),
    environment: z.string().trim().max(32, "At most 32 characters.").nullable(),
    contact: z.string().trim().max(200, "At most 200 characters.").nullable(),
  }),
  accounts.save,
);
