import { stepIds } from "#lib/domain/enrollment/step.ts";

/**
 * What the world may be like, and the pages on which that is worth a look: beside the six steps the list of enrollments,
 * the page that begins one, and each one's own page.
 */
const pagesOf = {
  stale: ["list", "new", "overview", ...stepIds],
  "cluster-unreachable": ["list", "new", "overview", ...stepIds],
  "identity-missing": ["list", "new", ...stepIds],
  "identity-expired": ["list", "new", ...stepIds],
  "identity-not-renewed": ["new", "integration"],
  "identity-of-a-person": ["new", "access"],
  "sees-no-apps": ["app", "launch"],
  "teleport-15": ["new", "integration"],
  "ping-unimplemented": ["integration", "launch"],
  "no-tls-routing": ["new"],
  "no-credentials": ["list", "new", "overview", ...stepIds],
  "other-account": ["integration", "permissions", "trust", "launch"],
  "scan-denied": ["trust", "access", "launch"],
  "roles-named": ["trust"],
  "nothing-readable": ["overview", "integration", "permissions", "trust", "launch"],
  govcloud: ["new", "integration", "app", "launch"],
  china: ["new", "integration", "app", "launch"],
  "no-roles": ["trust", "access", "launch"],
  "app-is-there": ["app"],
  "session-ended": ["new", "overview", "integration", "trust", "app", "access"],
  "run-of-another": ["overview", ...stepIds],
  // What strangers do.
  "role-made-anew": ["trust", "launch"],
  "dead-principal": ["trust"],
  "quota-full": ["trust"],
  "access-role-widened": ["access"],
  "two-integrations": ["trust", "access"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SituationName = keyof typeof pagesOf;
export type SituationPage = (typeof pagesOf)[SituationName][number];

export const situationNames = Object.keys(pagesOf) as SituationName[];

export function pagesIn(situation: SituationName): readonly SituationPage[] {
  return pagesOf[situation];
}
