import Link from "next/link";
import { resourceName } from "#lib/domain/enrollment/titles.ts";
import type { OffboardView } from "#lib/domain/enrollment/views.ts";
import { countWords } from "#components/enrollment/number-words.ts";
import { stepHref } from "#components/enrollment/step-words.ts";
import { PageTitle } from "#components/ui/page-title.tsx";
import { RemovalReview, type OffboardActions, type RemovalTarget } from "./removal-review.tsx";

interface OffboardScreenProps {
  view: OffboardView;
  of: RemovalTarget;
  actions: OffboardActions;
}

/** Takes an enrollment away, or one part of it: what goes, what stays and why, and who loses what, before anything is written. */
export function OffboardScreen({ view, of, actions }: OffboardScreenProps) {
  const { integration, choices } = view;
  const words = wordsOf(of, integration);
  return (
    <div className="w-full max-w-240 space-y-5 px-4 py-5 sm:px-6">
      <PageTitle title={words.title} lead={words.lead} />
      {of.kind === "all" ? null : (
        <p>
          <Link
            className="rounded-sm text-accent underline"
            href={stepHref(integration, of.kind === "roles" ? "trust" : "access")}
          >
            Back to {of.kind === "roles" ? "Trust" : "Access"}
          </Link>
        </p>
      )}
      <RemovalReview
        integration={integration}
        of={of}
        choices={choices}
        actions={actions}
        {...(of.kind === "all" ? { confirm: integration } : {})}
      />
    </div>
  );
}

function wordsOf(of: RemovalTarget, integration: string): { title: string; lead: string } {
  switch (of.kind) {
    case "all":
      return {
        title: `Offboard ${integration}`,
        lead: "Takes away what this app made for this enrollment, from the access of people down to the integration role. What others made or need stays, and each reason is named before anything is written.",
      };
    case "roles":
      return { title: `Take access to ${rolesWords(of.roleArns)} away`, lead: closingWords };
    case "person":
      return {
        title: `Take the access of ${of.name} away`,
        lead: "Takes back the access roles of this enrollment and the role ARNs that this app put into the user’s trait. Other roles and traits stay. It counts from the next sign-in.",
      };
  }
}

/** What taking our statement out means. */
export const closingWords =
  "Removes our statement from the trust policy: that is what closes a role, to everybody at once. The tag goes with it where nobody else needs it; the tag alone is no revocation.";

function rolesWords(arns: readonly string[]): string {
  const [first = ""] = arns;
  return arns.length === 1 ? resourceName(first) : countWords(arns.length, "role");
}
