import type { RoleConditions, TeleportRole } from "#lib/domain/teleport/types.ts";

const nothing: RoleConditions = { appLabels: {}, appLabelsExpression: "", awsRoleArns: [] };

export interface RoleSketch {
  name?: string;
  version?: string;
  labels?: Record<string, string>;
  allow?: Partial<RoleConditions>;
  deny?: Partial<RoleConditions>;
}

/** A role that grants and denies nothing but what is given. */
export function teleportRole(sketch: RoleSketch = {}): TeleportRole {
  return {
    name: sketch.name ?? "r",
    version: sketch.version ?? "v8",
    labels: sketch.labels ?? {},
    description: "",
    allow: { ...nothing, ...sketch.allow },
    deny: { ...nothing, ...sketch.deny },
    revision: "",
    grantsMore: false,
  };
}
