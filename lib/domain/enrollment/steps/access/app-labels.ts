import { accountLabel, integrationLabel } from "#lib/domain/teleport/labels.ts";
import type { LabelSelectors } from "#lib/domain/teleport/types.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";
import { sharesAccount } from "../app/enrollment-app.ts";

/** What an access role of this enrollment matches: the account, and the integration where the account has two apps. */
export function wantedAppLabels(o: Observation): LabelSelectors {
  return {
    [accountLabel]: [homeOf(o).accountId],
    ...(sharesAccount(o) ? { [integrationLabel]: [o.integrationName] } : {}),
  };
}
