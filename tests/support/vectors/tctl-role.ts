import { z } from "zod";

import type { RoleConditions, TeleportRole } from "#lib/domain/teleport/types.ts";

/** One text or a list of them, as YAML allows in many places of a role. */
export const strings = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));

const conditions = z
  .object({
    app_labels: z.record(z.string(), strings).default({}),
    app_labels_expression: z.string().default(""),
    aws_role_arns: strings.default([]),
  })
  .default({ app_labels: {}, app_labels_expression: "", aws_role_arns: [] });

/** A role as `tctl get role` prints it. */
export const tctlRole = z
  .object({
    kind: z.literal("role"),
    version: z.string(),
    metadata: z.object({
      name: z.string(),
      labels: z.record(z.string(), z.string()).default({}),
      description: z.string().default(""),
    }),
    spec: z.object({ allow: conditions, deny: conditions }),
  })
  .transform(({ version, metadata, spec }): TeleportRole => ({
    name: metadata.name,
    version,
    labels: metadata.labels,
    description: metadata.description,
    allow: toConditions(spec.allow),
    deny: toConditions(spec.deny),
    revision: "",
    grantsMore: false,
  }));

function toConditions(side: z.output<typeof conditions>): RoleConditions {
  return {
    appLabels: side.app_labels,
    appLabelsExpression: side.app_labels_expression,
    awsRoleArns: side.aws_role_arns,
  };
}
