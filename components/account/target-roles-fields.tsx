"use client";

import { useState } from "react";
import { targetPatternSchema } from "#lib/domain/aws/target-pattern.ts";
import type { TargetRoles } from "#lib/domain/enrollment/minimal-policy.ts";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { TextInput } from "#components/ui/field.tsx";

interface TargetRolesFieldsProps {
  targets: Required<TargetRoles>;
  onChange: (targets: Required<TargetRoles>) => void;
}

/** Before anybody said otherwise. */
export const usualTargets: Required<TargetRoles> = { targetPattern: "*", excludeAdmin: true };

/** Which roles the app's credentials may change: the policy beside these fields is as narrow as they make it. */
export function TargetRolesFields({ targets, onChange }: TargetRolesFieldsProps) {
  const [pattern, setPattern] = useState(targets.targetPattern);
  const checked = targetPatternSchema.safeParse(pattern.trim());
  return (
    <div className="max-w-140 space-y-3">
      <TextInput
        label="Roles that people shall assume"
        mono
        hint="A role name or a path, with * for any part: team-* or /audit/*. The app may change the trust of these roles only; reserved roles and its own are always left out."
        value={pattern}
        error={checked.success ? undefined : checked.error.issues[0]?.message}
        onChange={(event) => {
          setPattern(event.target.value);
          // While the pattern can't be used the last good policy stands, so that nothing jumps.
          const next = targetPatternSchema.safeParse(event.target.value.trim());
          if (next.success) onChange({ ...targets, targetPattern: next.data });
        }}
      />
      <CheckboxField
        label="Leave out roles with Admin in their name or path"
        checked={targets.excludeAdmin}
        onChange={(event) => onChange({ ...targets, excludeAdmin: event.target.checked })}
      />
    </div>
  );
}
