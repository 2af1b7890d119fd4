"use client";

import { useRef, useState } from "react";
import type { AppStepView, EnrollmentShellView } from "#lib/domain/enrollment/views.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock, Exact } from "#components/ui/code-block.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";
import { FactList } from "#components/ui/fact-list.tsx";
import { Light } from "#components/ui/light.tsx";
import { LabelEditor } from "./label-editor.tsx";
import { labelRowErrors, labelsOf, type LabelRow } from "./label-rows.ts";
import { PlanOutcomePanel } from "./plan-outcome.tsx";
import { ReviewButton } from "./review-button.tsx";
import { isDone } from "./step-words.ts";
import type { StepActions } from "./step-actions.ts";
import { usePlan } from "./use-plan.ts";

interface AppStepProps {
  shell: EnrollmentShellView;
  view: AppStepView;
  actions: StepActions;
}

/** The label by which the app is bound to its account: nobody else's to set. */
const ownLabels: ReadonlySet<string> = new Set(["aws_account_id", "aws-access.teleport/integration"]);

export function AppStep({ shell, view, actions }: AppStepProps) {
  const { integration } = shell;
  const [rows, setRows] = useState<readonly LabelRow[]>([]);
  const [pressed, setPressed] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const plan = usePlan(
    () => actions.preparePlan({ integration, step: "app", input: { extraLabels: labelsOf(rows) } }),
    opener,
  );

  const errors = new Map(labelRowErrors(rows, ownLabels));
  if (plan.state.phase === "refused") {
    for (const row of rows) {
      const refusal = plan.state.fieldErrors[`extraLabels.${row.key.trim()}`];
      if (refusal && !errors.has(row.id)) errors.set(row.id, refusal);
    }
  }
  const review = () => {
    setPressed(true);
    if (labelRowErrors(rows, ownLabels).size === 0) void plan.review();
  };

  return (
    <div className="space-y-5">
      {view.conflict ? <ProblemNote problem={view.conflict} /> : null}
      <Section title="The app" id="app" aside={<Light state={view.state.state}>{view.state.label}</Light>}>
        <FactList
          facts={[
            { name: "Name", value: <Exact text={view.appName} what="the app’s name" /> },
            { name: "Public address", value: <Exact text={view.publicAddr} what="the public address" /> },
            { name: "Opens", value: <Exact text={view.uri} what="the console’s address" /> },
            { name: "Integration", value: <Exact text={integration} what="the integration’s name" /> },
            {
              name: "Host id",
              value: view.hostId ? (
                <Exact text={view.hostId} what="the host id" />
              ) : (
                "given when the app is created"
              ),
            },
            {
              name: "Labels",
              value: (
                <ul>
                  {Object.entries(view.labels).map(([key, value]) => (
                    <li key={key}>
                      <code className="font-mono [overflow-wrap:anywhere]">
                        {key}: {value}
                      </code>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
        {view.state.words && view.state.words !== view.state.label ? (
          <p className="mt-3 prose-width text-mute">{view.state.words}</p>
        ) : null}
      </Section>

      <Section title="More labels" id="labels">
        <p className="mb-3 prose-width text-mute">
          Access roles find the app by its labels. Add your own, such as a team or an environment, to tailor
          who sees it. A label of the same name that the app has now gets the new value.
        </p>
        <LabelEditor
          rows={rows}
          errors={errors}
          onChange={(next) => {
            setRows(next);
            setPressed(false);
            plan.close();
          }}
        />
      </Section>

      {plan.state.phase === "plan" ? null : (
        <ReviewButton
          ref={opener}
          done={isDone(shell, "app")}
          preparing={plan.preparing}
          onReview={review}
          words={pressed && errors.size > 0 ? "Correct the labels that are marked first." : undefined}
        />
      )}
      <PlanOutcomePanel
        integration={integration}
        state={plan.state}
        apply={actions.applyPlan}
        onPrepareAgain={review}
        onClose={plan.giveUp}
      />

      <Section title="The app as a document" id="document">
        <p className="mb-3 prose-width text-mute">
          {view.hostId
            ? "The app as Teleport has it."
            : "What this step creates; by hand, the same is done by the command below."}{" "}
          Labels that you add above come into the reviewed change.
        </p>
        <div className="space-y-3">
          <CodeBlock
            code={view.yaml}
            label={view.fileName}
            actions={<DownloadButton text={view.yaml} fileName={view.fileName} />}
          />
          <CodeBlock code={`tctl create -f ${view.fileName}`} label="Command" />
        </div>
      </Section>
    </div>
  );
}
