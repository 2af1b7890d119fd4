import type { ReactNode } from "react";
import { TrustMemory } from "#components/trust/trust-memory.tsx";
import { integrationOf, type EnrollmentParams } from "../params.ts";

/** What was chosen in the table stays chosen while one role is looked at on its own page. */
export default async function TrustLayout({
  params,
  children,
}: {
  params: EnrollmentParams;
  children: ReactNode;
}) {
  return <TrustMemory key={await integrationOf(params)}>{children}</TrustMemory>;
}
