"use client";

import { useState } from "react";
import type { NewEnrollmentView } from "#lib/domain/enrollment/views.ts";
import { RadioField } from "#components/ui/radio.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";

type Visibility = keyof NewEnrollmentView["minimalTeleportRole"];

const choices: readonly { value: Visibility; label: string; hint: string }[] = [
  {
    value: "every-app",
    label: "Every app of the cluster",
    hint: "The app notices when a name or an address is already taken.",
  },
  {
    value: "aws-apps",
    label: "AWS apps only",
    hint: "Whether another app has a name or an address is then unknown, never free.",
  },
];

/** What the app may see in Teleport is a choice: each has its role, and says what it costs. */
export function TeleportRolePanel({ byHand }: { byHand: NewEnrollmentView["minimalTeleportRole"] }) {
  const [visibility, setVisibility] = useState<Visibility>("every-app");
  return (
    <div className="space-y-4">
      <fieldset className="space-y-2">
        <legend className="mb-1 font-medium">What the app may see</legend>
        {choices.map(({ value, label, hint }) => (
          <RadioField
            key={value}
            name="visibility"
            value={value}
            label={label}
            hint={hint}
            checked={visibility === value}
            onChange={() => setVisibility(value)}
          />
        ))}
      </fieldset>
      <ByHandPanel byHand={byHand[visibility]} label="Teleport role and bot" />
    </div>
  );
}
