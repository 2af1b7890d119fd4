"use client";

import { useState } from "react";
import { targetPatternSchema } from "#lib/domain/aws/target-pattern.ts";
import { minimalPolicyByHand, type MinimalPolicyQuestion } from "#lib/domain/enrollment/minimal-policy.ts";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";

/** The policy for the app's own credentials, as narrow as the pattern of target roles makes it. */
export function PolicyPanel({ question }: { question: MinimalPolicyQuestion }) {
  const [pattern, setPattern] = useState("*");
  const [excludeAdmin, setExcludeAdmin] = useState(true);
  // While the pattern can't be used the last good policy stands, so that nothing jumps.
  const [targetPattern, setTargetPattern] = useState("*");
  const checked = targetPatternSchema.safeParse(pattern.trim());

  return (
    <div className="space-y-4">
      <div className="max-w-140 space-y-3">
        <TextInput
          label="Roles that people shall assume"
          mono
          hint="A role name or a path, with * for any part: team-* or /audit/*. The app may change the trust of these roles only; reserved roles and its own are always left out."
          value={pattern}
          error={checked.success ? undefined : checked.error.issues[0]?.message}
          onChange={(event) => {
            setPattern(event.target.value);
            const next = targetPatternSchema.safeParse(event.target.value.trim());
            if (next.success) setTargetPattern(next.data);
          }}
        />
        <CheckboxField
          label="Leave out roles with Admin in their name or path"
          checked={excludeAdmin}
          onChange={(event) => setExcludeAdmin(event.target.checked)}
        />
      </div>
      <ByHandPanel
        byHand={minimalPolicyByHand({ ...question, targetPattern, excludeAdmin })}
        label="AWS permissions"
      />
    </div>
  );
}
