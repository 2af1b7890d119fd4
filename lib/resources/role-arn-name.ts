import { parseRoleArn } from "#lib/domain/aws/arn.ts";
import { AppError } from "#lib/domain/errors.ts";

/** Name and path of a role by its ARN. @throws AppError `aws-invalid-input` for any other text */
export function roleOf(arn: string): { name: string; path: string } {
  const parsed = parseRoleArn(arn);
  if (parsed.ok) return { name: parsed.value.name, path: parsed.value.path };
  throw new AppError({
    code: "aws-invalid-input",
    what: "The plan names something that is not a role.",
    why: parsed.problem,
    remedy: "Prepare the plan again.",
    evidence: arn,
  });
}
