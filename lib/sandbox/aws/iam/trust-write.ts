import { quotaExceeded } from "../api/aws-error.ts";
import type { Call } from "../api/call.ts";
import { accountKey } from "../store/keys.ts";
import { countedLength } from "./policy-grammar.ts";
import { storeTrust } from "./trust-document.ts";

const defaultQuota = 2048;

/** Checks a trust policy that a call brings, with the account's quota, and gives the form to keep. */
export function acceptTrust(call: Call, accountId: string, text: string): string {
  const stored = storeTrust(text, call);
  const quota = call.view.get("account", accountKey(accountId))?.trustSizeQuota ?? defaultQuota;
  if (countedLength(text) > quota) throw quotaExceeded("ACLSizePerRole", quota);
  return stored;
}
