import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import { toYaml } from "#lib/domain/teleport/yaml-style.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { nothingByHand, type HandSteps } from "./shell-script.ts";
import { editLines, removeSteps, type TctlResource } from "./tctl-steps.ts";

type State = ResourceStates["teleport/access-role"];

/** In a role that tctl prints one value stands alone or in a list. */
const known = `{
  labels: (.metadata.labels // {}),
  appLabels: (.spec.allow.app_labels // {} | map_values(if type == "array" then . else [.] end)),
  awsRoleArns: (.spec.allow.aws_role_arns // [])
}`;

const resourceOf = (name: string): TctlResource => ({
  what: `Teleport role ${name}`,
  reference: `role/${name}`,
  base: `role-${encodeFileName(name)}`,
  pick: ".[0]",
  known,
});

const knownOf = ({ labels, appLabels, awsRoleArns }: State) => ({ labels, appLabels, awsRoleArns });

/** Only what the change is about is written: a list that it leaves alone stays in its order. */
function editOf(before: State, after: State): string {
  const label = (key: keyof ReturnType<typeof knownOf>, path: string) =>
    JSON.stringify(before[key]) === JSON.stringify(after[key]) ? [] : [`${path} = $after.${key}`];
  return [
    ...label("labels", ".metadata.labels"),
    ...label("appLabels", ".spec.allow.app_labels"),
    ...label("awsRoleArns", ".spec.allow.aws_role_arns"),
  ].join(" | ");
}

export function changedRoleSteps(name: string, before: State, after: State): HandSteps {
  const edit = editOf(before, after);
  if (edit === "") return nothingByHand;
  return {
    summary: `Changes the Teleport role ${name}, unless somebody changed it since (with tctl and jq); the rest of it stays.`,
    shell: editLines(resourceOf(name), knownOf(before), knownOf(after), edit),
    documents: [],
  };
}

/** The label on a role of somebody else's making, or off it again (`integration` null). */
export function adoptionSteps(
  name: string,
  { before, after, integration }: { before: State; after: State; integration: string | null },
): HandSteps {
  const { shell } = changedRoleSteps(name, before, after);
  return {
    summary:
      integration === null
        ? `Takes the label ${enrollmentLabel} off the Teleport role ${name} (with tctl and jq); the rest of it stays.`
        : `Puts the label ${enrollmentLabel} on the Teleport role ${name} (with tctl and jq); the rest of it stays.`,
    shell,
    documents:
      integration === null
        ? []
        : [
            {
              format: "yaml",
              title: `What tctl edit role/${name} must add`,
              fileName: `${encodeFileName(name)}-label.yaml`,
              content: toYaml({ metadata: { labels: { [enrollmentLabel]: integration } } }),
            },
          ],
  };
}

export function removedRoleSteps(name: string, before: State): HandSteps {
  return removeSteps(resourceOf(name), knownOf(before));
}
