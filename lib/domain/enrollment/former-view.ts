import type { Problem } from "#lib/domain/errors.ts";
import type { AccountProfile } from "./observation.ts";

/** An enrollment that neither Teleport nor a draft knows any more. */
export interface FormerEnrollmentView {
  integration: string;
  account: AccountProfile;
  /** "3 statements in trust policies"; empty: nothing, as far as the journal tells. */
  remains: readonly string[];
  problem: Problem | null;
}
