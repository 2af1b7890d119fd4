import "server-only";
import type { AccountProfile } from "#lib/domain/enrollment/observation.ts";
import { container } from "./container.ts";
import { readOverviewAgain } from "./overview.ts";

type Editable = Pick<AccountProfile, "accountId" | "displayName" | "colour" | "environment" | "contact">;

/** How the account is called and coloured; how it is reached stays as it is. */
export async function save(input: Editable): Promise<null> {
  const { accounts } = await container();
  const known = await accounts.find(input.accountId);
  await accounts.save({
    accessRoleArn: null,
    externalId: null,
    ...known,
    ...input,
    environment: input.environment || null,
    contact: input.contact || null,
  });
  await readOverviewAgain();
  return null;
}
