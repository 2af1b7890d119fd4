import type { AwsRole } from "./types.ts";

export interface Manager {
  kind: "cloudformation" | "terraform";
  /** For people. */
  name: string;
}

const managerKey =
  /^(managed[-_ ]?by|created[-_ ]?(by|with|using)|provisioned[-_ ]?by|provisioner|iac|iac[-_ ]?tool|deployed[-_ ]?by|source)$/i;
const terraformValue = /\b(terraform|opentofu|terragrunt|atlantis|spacelift)\b/i;
const terraformKey = /^(terraform|opentofu|terragrunt|tf)([-_:/. ].*)?$/i;

/**
 * What is likely to write this role's trust policy again on its next run. CloudFormation says so itself; for Terraform
 * it is a guess from the tags and the description that teams use.
 */
export function managerOf(role: Pick<AwsRole, "tags" | "description">): Manager | null {
  const tags = role.tags ?? [];
  if (tags.some((tag) => /^aws:cloudformation:stack-(name|id)$/i.test(tag.key)))
    return { kind: "cloudformation", name: "CloudFormation" };
  const isTerraform =
    tags.some(
      (tag) =>
        (managerKey.test(tag.key) && terraformValue.test(tag.value)) ||
        (terraformKey.test(tag.key) && !/^(false|no)$/i.test(tag.value)),
    ) || /\bmanaged (by|with) (terraform|opentofu)\b/i.test(role.description ?? "");
  return isTerraform ? { kind: "terraform", name: "Terraform" } : null;
}
