import { encodeFileName } from "#lib/domain/teleport/role-name.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import type { HandSteps } from "./shell-script.ts";
import { editLines, removeSteps, type TctlResource } from "./tctl-steps.ts";

type State = ResourceStates["teleport/integration"];

const known = `{
  subKind: (.sub_kind // ""),
  roleArn: (.spec.aws_oidc.role_arn // ""),
  audience: (.spec.aws_oidc.audience // ""),
  issuerS3Uri: (.spec.aws_oidc.issuer_s3_uri // "")
}`;

const resourceOf = (name: string): TctlResource => ({
  what: `Teleport integration ${name}`,
  reference: `integration/${name}`,
  base: `integration-${encodeFileName(name)}`,
  pick: ".[0]",
  known,
});

/** Of an integration that exists the app writes the role alone. */
export function changedIntegrationSteps(name: string, before: State, after: State): HandSteps {
  return {
    summary: `Changes the role of the Teleport integration ${name}, unless somebody changed it since (with tctl and jq); the rest of it stays.`,
    shell: editLines(resourceOf(name), before, after, ".spec.aws_oidc.role_arn = $after.roleArn"),
    documents: [],
  };
}

export function removedIntegrationSteps(name: string, before: State): HandSteps {
  return removeSteps(resourceOf(name), before);
}
