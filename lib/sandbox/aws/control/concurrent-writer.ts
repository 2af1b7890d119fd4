import { findRole } from "../store/directory.ts";
import { keyOf } from "../store/keys.ts";
import type { Store } from "../store/store.ts";
import { shownTrust, storeTrust } from "../iam/trust-document.ts";
import { listOf } from "../iam/policy-grammar.ts";

export interface ForeignEdit {
  readonly accountId: string;
  readonly roleName: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

/** Plays somebody outside the app who appends a statement to a role's trust policy at this moment. */
export function appendStatement(store: Store, edit: ForeignEdit): void {
  const role = findRole(store.view, edit.accountId, edit.roleName);
  if (!role) return;
  const document: Record<string, unknown> = JSON.parse(shownTrust(role.trust, store.view));
  const text = JSON.stringify({ ...document, Statement: [...listOf(document["Statement"]), edit.statement] });
  const trust = storeTrust(text, { view: store.view, isTooYoung: () => false });
  store.commit([{ key: keyOf(role), entity: { ...role, trust } }]);
}
