import { validateRoleArn } from "#lib/domain/aws/arn.ts";
import type { AwsIdentity, Partition } from "#lib/domain/aws/types.ts";
import { accessRoleProblem } from "#lib/domain/enrollment/access-role.ts";
import type { AccountProfile } from "#lib/domain/enrollment/observation.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { AwsPort, ExternalIdStore } from "./ports.ts";

export interface ReachDeps {
  aws: AwsPort;
  externalIds: ExternalIdStore;
}

export type Reached = Pick<AccountProfile, "accessRoleArn" | "externalId">;

const field = "accessRoleArn";

/**
 * Proves that the account is reached by this role, or without one (empty) by the app's own credentials, and says what to
 * keep for it. The external id is the one that was made here for the account, whatever anybody sends. Throws AppError
 * about the field.
 */
export async function reachAccount(
  { aws, externalIds }: ReachDeps,
  home: { accountId: string; partition: Partition },
  accessRoleArn: string,
): Promise<Reached> {
  if (accessRoleArn === "") {
    const reached = { accessRoleArn: null, externalId: null };
    await proven(
      () => aws.account({ ...home, ...reached }).identity(),
      (problem) => problem,
    );
    return reached;
  }
  const valid = validateRoleArn(accessRoleArn, home);
  if (!valid.ok) {
    const { accountId } = home;
    throw new AppError(
      {
        code: "input-invalid",
        what: valid.problem,
        why: "The app reaches an account through a role in it.",
        remedy: `Enter the ARN of a role in account ${accountId} that the app's credentials may assume.`,
        evidence: accessRoleArn,
      },
      { field },
    );
  }
  const externalId = await externalIds.of(home.accountId);
  await proven(
    () => aws.account({ ...home, accessRoleArn, externalId }).identity(),
    (problem) => accessRoleProblem(problem, { arn: accessRoleArn }),
  );
  return { accessRoleArn, externalId };
}

async function proven(
  identity: () => Promise<AwsIdentity>,
  inWords: (problem: AppError["problem"]) => AppError["problem"],
): Promise<void> {
  try {
    await identity();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(inWords(error.problem), { field });
  }
}
