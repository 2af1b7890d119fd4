import { hasMoved, ifAsRead, say } from "#lib/domain/text/plan-guard.ts";
import { shellFile, shellLine, shellQuote } from "#lib/domain/text/shell.ts";
import { tctl, type HandSteps } from "./shell-script.ts";

/** A new resource: tctl refuses to create one whose name is taken. */
export function createSteps(what: string, title: string, fileName: string, yaml: string): HandSteps {
  return {
    summary: `Creates the ${what}.`,
    shell: `${shellFile(fileName, yaml)}${createLines(what, fileName)}`,
    documents: [{ format: "yaml", title, fileName, content: yaml }],
  };
}

/** Lines that create what the file holds. */
export function createLines(what: string, fileName: string): string {
  const refused = `The ${what} was not written, nor was anything after it. If one of that name exists by now, somebody made it since: prepare the step anew in the app, which shows it.`;
  return `${shellLine(["tctl", "create", fileName])} || {\n${say(refused)}exit 1\n}\n`;
}

/** A resource of Teleport as tctl prints it, and what of it the app knows. */
export interface TctlResource {
  what: string;
  /** `kind/name`. */
  reference: string;
  /** Begins the names of the files. */
  base: string;
  /** A jq filter that finds the resource in what tctl prints; `$id` is `id`. */
  pick: string;
  id?: Readonly<Record<string, string>>;
  /** A jq filter that makes of it an object of the same form as `before` and `after`. Order in lists does not count. */
  known: string;
}

/** Reads the resource and sets `state` to what of it is known to the app; the rest is nobody's business here. */
function stateLines(resource: TctlResource, before: object, after: object | null): string {
  const now = `${resource.base}-now.json`;
  const program = `def sets: walk(if type == "array" then unique else . end); ${resource.pick} | ${resource.known} | sets | if . == ($before | sets) then "as-read" elif . == ($after | sets) then "as-planned" else "moved" end`;
  const jq = shellLine([
    "jq",
    "--raw-output",
    ...json("id", resource.id ?? {}),
    ...json("before", before),
    ...json("after", after),
    program,
    now,
  ]);
  return `${shellLine(["tctl", "get", "--format=json", resource.reference])} > ${shellQuote(now)}\nstate=$(${jq})\n`;
}

const json = (name: string, value: unknown) => ["--argjson", name, JSON.stringify(value)];

/**
 * An existing resource: `edit`, a jq filter with `$before` and `$after`, changes what the app knows of it. A document of
 * ours would take away its description, options and whatever else its owner put into it.
 */
export function editLines(resource: TctlResource, before: object, after: object, edit: string): string {
  const file = `${resource.base}.json`;
  const jq = shellLine([
    "jq",
    ...json("id", resource.id ?? {}),
    ...json("before", before),
    ...json("after", after),
    `${resource.pick} | ${edit}`,
    `${resource.base}-now.json`,
  ]);
  const write = `${jq} > ${shellQuote(file)}\n${writeOver(resource, `${resource.base}-now.json`, file)}`;
  return `${stateLines(resource, before, after)}${ifAsRead(`The ${resource.what}`, write)}`;
}

/**
 * tctl writes over whatever is there, and asks for no revision: so the resource is read once more right before, with its
 * revision, and what changed since `seen` was made from it ends the script.
 */
export function writeOver(
  { what, reference, base }: Pick<TctlResource, "what" | "reference" | "base">,
  seen: string,
  file: string,
): string {
  const again = `${base}-again.json`;
  const changed = `The ${what} changed while this script ran: it was left as it is, and nothing after it was done. Run the script again: it begins with what is there then.`;
  return [
    `${shellLine(["tctl", "get", "--format=json", reference])} > ${shellQuote(again)}\n`,
    `${shellLine(["cmp", "-s", seen, again])} || {\n${say(changed)}exit 1\n}\n`,
    tctl("create", "-f", file),
  ].join("");
}

/** Deletes the resource, unless it changed since. */
export function removeSteps(resource: TctlResource, before: object): HandSteps {
  return {
    summary: `Deletes the ${resource.what}, unless it changed since (with tctl and jq).`,
    shell: [
      stateLines(resource, before, null),
      `if [ "$state" != as-read ]; then\n`,
      hasMoved(`The ${resource.what}`),
      `fi\n${tctl("rm", resource.reference)}`,
    ].join(""),
    documents: [],
  };
}
