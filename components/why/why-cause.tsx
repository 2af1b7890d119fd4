import { clsx } from "clsx";
import type { WhyView } from "#lib/domain/enrollment/why/view.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { Light } from "#components/ui/light.tsx";
import { answerLights, mendLink } from "./why-words.ts";

const edges = { can: "border-ok/40", cannot: "border-bad", unknown: "border-line" } as const;

/** What decides, before everything that was looked at. */
export function WhyCause({
  integration,
  asked,
}: {
  integration: string;
  asked: NonNullable<WhyView["asked"]>;
}) {
  const { answer, first } = asked.answer;
  const light = answerLights[answer];
  const link = first?.mend ? mendLink(first.mend, integration, asked.roleArn) : null;
  return (
    <section
      aria-label={light.label}
      className={clsx("space-y-2.5 rounded-xl border-[1.5px] bg-card px-4.5 py-4", edges[answer])}
    >
      <p>
        <Light state={light.state}>{light.label}</Light>
      </p>
      {first ? (
        <>
          <p className="text-lg font-bold break-words">{first.words}</p>
          {first.remedy ? <p className="break-words text-mute">{first.remedy}</p> : null}
        </>
      ) : (
        <p className="prose-width">
          By what was read, a launch works. It is a prediction: only Teleport itself can assume the role, and
          roles and traits count from the person’s next sign-in.
        </p>
      )}
      {link ? (
        <p className="pt-1">
          <LinkButton look={answer === "cannot" ? "primary" : "plain"} href={link.href} prefetch={false}>
            {link.label}
          </LinkButton>
        </p>
      ) : null}
    </section>
  );
}
