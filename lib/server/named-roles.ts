import "server-only";
import { homeOf } from "#lib/domain/enrollment/home.ts";
import type { NameRolesInput } from "#lib/domain/enrollment/inputs.ts";
import { lineProblemWords, parseRoleNames } from "#lib/domain/enrollment/named-roles.ts";
import { AppError } from "#lib/domain/errors.ts";
import { container } from "./container.ts";
import { lastObservation, readAgain, readAnew } from "./observations.ts";

/** Keeps the roles that an admin names, where the account's can't be listed, and reads each. */
export async function save({ integration, text, known }: NameRolesInput): Promise<{ count: number }> {
  const { roleLists } = await container();
  const observation = lastObservation(integration) ?? (await readAgain(integration));
  const parsed = parseRoleNames(text, homeOf(observation));
  if (!parsed.ok) {
    throw new AppError(
      {
        code: "input-invalid",
        what: lineProblemWords(parsed.problems),
        why: "Each line names one role of this account.",
        remedy: "Correct these lines. Nothing was kept.",
      },
      { field: "text" },
    );
  }
  if (!(await roleLists.save(integration, parsed.arns, known))) {
    await readAnew(integration);
    throw new AppError({
      code: "changed-meanwhile",
      what: "The list was changed meanwhile, in another tab or by another admin.",
      why: "Yours would replace what they kept, which this page did not show yet.",
      remedy: "What they changed is shown now. Read yours all the same, or take theirs. Nothing was kept.",
    });
  }
  await readAnew(integration);
  return { count: parsed.arns.length };
}
