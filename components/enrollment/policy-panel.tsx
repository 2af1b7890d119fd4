"use client";

import { useState } from "react";
import { minimalPolicyByHand, type MinimalPolicyQuestion } from "#lib/domain/enrollment/minimal-policy.ts";
import { TargetRolesFields, usualTargets } from "#components/account/target-roles-fields.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";

/** The policy for the app's own credentials, as narrow as the pattern of target roles makes it. */
export function PolicyPanel({ question }: { question: MinimalPolicyQuestion }) {
  const [targets, setTargets] = useState(usualTargets);
  return (
    <div className="space-y-4">
      <TargetRolesFields targets={targets} onChange={setTargets} />
      <ByHandPanel byHand={minimalPolicyByHand({ ...question, ...targets })} label="AWS permissions" />
    </div>
  );
}
