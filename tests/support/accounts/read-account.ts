import { roleArn } from "#lib/sandbox/aws/store/directory.ts";
import type { RandomAccount } from "./account.ts";
import type { HeldAccount } from "./held-account.ts";
import { holdAccount } from "./held-account.ts";
import type { WholeAccount } from "./judged.ts";
import { shownRole } from "./shown-role.ts";

/** The account as the sandbox holds it, and as the app would have read it, whole. */
export function heldAndRead(account: RandomAccount): { held: HeldAccount; read: WholeAccount } {
  const held = holdAccount(account);
  const { accountId } = held.hub;
  const living = [...held.view.list("role", accountId), ...held.view.list("user", accountId)];
  const read = {
    hubArn: roleArn(held.hub),
    hub: shownRole(held.view, held.hub),
    accountId,
    livePrincipalIds: living.map(({ id }) => id),
    externalId: account.externalId,
  };
  return { held, read };
}
