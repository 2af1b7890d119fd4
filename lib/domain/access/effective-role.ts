import type { LabelSelectors, RoleConditions, TeleportRole, Traits } from "#lib/domain/teleport/types.ts";

import { expandTemplate } from "./template-expand.ts";

/** One key of `app_labels` with the user's traits filled in. */
export interface EffectiveSelector {
  /** Null where the key is a template that can't be evaluated here. */
  key: string | null;
  values: readonly string[];
  /** Templates among key and values that can't be evaluated here. */
  unreadable: readonly string[];
}

export interface EffectiveSide {
  selectors: readonly EffectiveSelector[];
  expression: string;
  arns: readonly string[];
  /** ARN templates that give this user nothing, and why. */
  dropped: readonly { template: string; because: string }[];
  /** ARN templates that can't be evaluated here. */
  unreadable: readonly string[];
}

export interface EffectiveRole {
  name: string;
  allow: EffectiveSide;
  deny: EffectiveSide;
}

const everything: LabelSelectors = { "*": ["*"] };

/** A role as it counts for one user: templates filled in, the defaults of old versions applied. */
export function effectiveRole(role: TeleportRole, traits: Traits): EffectiveRole {
  const isOpenByDefault = role.version === "v3" && Object.keys(role.allow.appLabels).length === 0;
  const allow = isOpenByDefault ? { ...role.allow, appLabels: everything } : role.allow;
  return { name: role.name, allow: effectiveSide(allow, traits), deny: effectiveSide(role.deny, traits) };
}

function effectiveSide(side: RoleConditions, traits: Traits): EffectiveSide {
  const arns = new Set<string>();
  const dropped: { template: string; because: string }[] = [];
  const unreadable: string[] = [];
  for (const template of side.awsRoleArns) {
    const expansion = expandTemplate(template, traits);
    if (expansion.kind === "values") for (const arn of expansion.values) arns.add(arn);
    else if (expansion.kind === "dropped") dropped.push({ template, because: expansion.because });
    else unreadable.push(template);
  }
  return {
    selectors: Object.entries(side.appLabels).map(([key, values]) => effectiveSelector(key, values, traits)),
    expression: side.appLabelsExpression,
    arns: [...arns],
    dropped,
    unreadable,
  };
}

// In labels a template that fails becomes the empty text instead of being left out.
function effectiveSelector(key: string, values: readonly string[], traits: Traits): EffectiveSelector {
  const unreadable: string[] = [];
  const read = (template: string): readonly string[] => {
    const expansion = expandTemplate(template, traits);
    if (expansion.kind === "values") return expansion.values;
    if (expansion.kind === "dropped") return [""];
    unreadable.push(template);
    return [];
  };
  const keys = read(key);
  return { key: keys[0] ?? null, values: values.flatMap(read), unreadable };
}
