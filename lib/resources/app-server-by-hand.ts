import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import { splitResourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { say } from "#lib/domain/text/plan-guard.ts";
import { shellFile, shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import type { HandSteps } from "./shell-script.ts";
import { createLines, editLines, removeSteps, type TctlResource } from "./tctl-steps.ts";

type State = ResourceStates["teleport/app-server"];

const known = `{
  uri: (.spec.app.spec.uri // ""),
  public_addr: (.spec.app.spec.public_addr // ""),
  integration: (.spec.app.spec.integration // ""),
  cloud: (.spec.app.spec.cloud // ""),
  external_id: (.spec.app.spec.aws.external_id // ""),
  labels: (.spec.app.metadata.labels // {})
}`;

const edit = `.spec.app.metadata.labels = $after.labels
  | .spec.app.spec += ($after | {uri, public_addr, integration, cloud})
  | if $after.external_id == $before.external_id then . else .spec.app.spec.aws.external_id = $after.external_id end`;

/** tctl deletes all app servers of a name: with a second one there it is not the plan's any more. */
const pick = "if length == 1 and .[0].spec.host_id == $id.host then .[0] else {} end";

function resourceOf(id: string): TctlResource {
  const [name, host] = splitResourceId(id);
  return {
    what: `Teleport app ${name}`,
    reference: `app_server/${name}`,
    base: `app-${encodeFileName(name)}`,
    pick: ".[] | select(.spec.host_id == $id.host)",
    id: { host },
    known,
  };
}

const knownOf = ({ uri, publicAddr, integration, cloud, externalId, labels }: State) => ({
  uri,
  public_addr: publicAddr,
  integration,
  cloud,
  external_id: externalId ?? "",
  labels,
});

/** tctl writes over an app server even when it is told to create one: so the script asks, and only a clear no counts. */
export function newAppSteps(
  id: string,
  document: { title: string; fileName: string; yaml: string },
): HandSteps {
  const { what, reference } = resourceOf(id);
  const [name] = splitResourceId(id);
  const { title, fileName, yaml } = document;
  const isNone = `*${shellQuote(`server "${name}" not found`)}*`;
  const taken = `The ${what} was not written, nor was anything after it: somebody made one of that name since. Prepare the step anew in the app, which shows it.`;
  const unknown = `The ${what} was not written, nor was anything after it: tctl did not say whether there is one already.`;
  return {
    summary: `Creates the ${what}, unless there is one of that name.`,
    shell: [
      shellFile(fileName, yaml),
      `if answer=$(${shellLine(["tctl", "get", "--format=json", reference])} 2>&1); then\n`,
      `${say(taken)}exit 1\nfi\n`,
      'case "$answer" in\n',
      `${isNone}) ;;\n`,
      `*) printf '%s\\n' "$answer" ${shellQuote(unknown)} >&2; exit 1 ;;\n`,
      "esac\n",
      createLines(what, fileName),
    ].join(""),
    documents: [{ format: "yaml", title, fileName, content: yaml }],
  };
}

export function changedAppSteps(id: string, before: State, after: State): HandSteps {
  const resource = resourceOf(id);
  return {
    summary: `Changes the ${resource.what}, unless somebody changed it since (with tctl and jq); the rest of it stays.`,
    shell: editLines(resource, knownOf(before), knownOf(after), edit),
    documents: [],
  };
}

export function removedAppSteps(id: string, before: State): HandSteps {
  return removeSteps({ ...resourceOf(id), pick }, knownOf(before));
}
