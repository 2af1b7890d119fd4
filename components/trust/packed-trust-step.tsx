"use client";

import { useMemo } from "react";
import { unpackTrust, type PackedTrustView } from "#lib/domain/enrollment/packed-trust.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import type { TrustActions } from "./trust-actions.ts";
import { TrustRemoval } from "./trust-removal.tsx";
import { TrustStep } from "./trust-step.tsx";
import { useTrustQuery } from "./use-trust-query.ts";

interface PackedTrustStepProps {
  shell: EnrollmentShellView;
  packed: PackedTrustView;
  actions: TrustActions;
}

/** Step 3 as it comes over the network. */
export function PackedTrustStep({ shell, packed, actions }: PackedTrustStepProps) {
  const view = useMemo(() => unpackTrust(packed), [packed]);
  const { taking } = useTrustQuery();
  const Step = taking ? TrustRemoval : TrustStep;
  return <Step shell={shell} view={view} actions={actions} />;
}
