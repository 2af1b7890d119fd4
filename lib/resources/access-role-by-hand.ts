import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { toYaml } from "#lib/domain/teleport/yaml-style.ts";
import { shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { tctl, type HandSteps } from "./shell-script.ts";

/**
 * The label on a role of somebody else's making, or off it again (`integration` null). The role goes through jq whole:
 * a document of ours would take away its description, options and whatever else its owner put into it.
 */
export function adoptionSteps(name: string, integration: string | null): HandSteps {
  const asIs = `${encodeFileName(name)}.json`;
  const labelled = `${encodeFileName(name)}-labelled.json`;
  const program =
    integration === null ? ".[0] | del(.metadata.labels[$key])" : ".[0] | .metadata.labels[$key] = $value";
  const values = ["--arg", "key", enrollmentLabel];
  const enrollment = integration === null ? [] : ["--arg", "value", integration];
  return {
    summary:
      integration === null
        ? `Takes the label ${enrollmentLabel} off the Teleport role ${name} (with tctl and jq); the rest of it stays.`
        : `Puts the label ${enrollmentLabel} on the Teleport role ${name} (with tctl and jq); the rest of it stays.`,
    shell: [
      `${shellLine(["tctl", "get", "--format=json", `role/${name}`])} > ${shellQuote(asIs)}\n`,
      `${shellLine(["jq", ...values, ...enrollment, program, asIs])} > ${shellQuote(labelled)}\n`,
      tctl("create", "-f", labelled),
    ].join(""),
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
