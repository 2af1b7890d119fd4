import { tctl, withFile, type HandSteps } from "./shell-script.ts";

/** A resource of Teleport written with tctl; `-f` writes over one of that name. */
export function createSteps(summary: string, title: string, fileName: string, yaml: string): HandSteps {
  return {
    summary,
    shell: withFile(fileName, yaml, tctl("create", "-f", fileName)),
    documents: [{ format: "yaml", title, fileName, content: yaml }],
  };
}

export function removeSteps(summary: string, reference: string): HandSteps {
  return { summary, shell: tctl("rm", reference), documents: [] };
}
