import type { ComponentProps, ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";
import type { EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { EnrollmentShell } from "#components/enrollment/enrollment-shell.tsx";
import { RunLine } from "#components/enrollment/run-line.tsx";
import { Header } from "#components/shell/header.tsx";
import { SignOut } from "#components/shell/sign-out.tsx";
import { answers } from "./actions.ts";
import { header } from "./fixtures/headers.ts";

const signOut = <SignOut signOut={answers({ href: "/gallery" })} />;

/** The frame around an enrollment's pages, with the run as it is made up. */
export function ShellAround(props: Omit<ComponentProps<typeof EnrollmentShell>, "banner">) {
  const { integration, activeRun } = props.shell;
  const run = activeRun && { ...activeRun, status: "running" as const };
  return <EnrollmentShell {...props} banner={run ? <RunLine integration={integration} run={run} /> : null} />;
}

/** Header and rail around a step that frames itself, or around a page beside the steps. */
export function besideRail(
  shell: EnrollmentShellView,
  step: StepId | undefined,
  content: ReactNode,
  banner?: ReactNode,
): ReactNode {
  return (
    <div className="flex min-h-dvh flex-col">
      <Header view={header} signOut={signOut} />
      {banner ? (
        <EnrollmentShell shell={shell} current={step} banner={banner}>
          {content}
        </EnrollmentShell>
      ) : (
        <ShellAround shell={shell} current={step}>
          {content}
        </ShellAround>
      )}
    </div>
  );
}
