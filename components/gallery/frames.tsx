import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { EnrollmentShell } from "#components/enrollment/enrollment-shell.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { answers } from "./actions.ts";
import { header } from "./fixtures/headers.ts";

const signOut = <SignOut signOut={answers({ href: "/gallery" })} />;

/** Header and rail around a step that frames itself, or around a page beside the steps. */
export function besideRail(
  shell: EnrollmentShellView,
  step: StepId | undefined,
  content: ReactNode,
): ReactNode {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={header} signOut={signOut} />
      <EnrollmentShell shell={shell} current={step}>
        {content}
      </EnrollmentShell>
    </div>
  );
}
