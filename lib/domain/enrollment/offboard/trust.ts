import { managerOf } from "#lib/domain/aws/managed-role.ts";
import { samePolicy } from "#lib/domain/aws/policy-document.ts";
import { trustStatementSid } from "#lib/domain/aws/trust/sid.ts";
import { removeOurStatement, trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { changeOf } from "../change-of.ts";
import { homeOf } from "../home.ts";
import { knownRoles } from "../known-roles.ts";
import { valueOr, type Observation } from "../observation.ts";
import { originOf, writesTo, type WrittenRecord } from "../record/written.ts";
import type { Change } from "../resource.ts";
import { trustFacts } from "../trust-facts.ts";
import { kept, type Removal } from "./layer.ts";
import { integrationsOfSameRole } from "./other-integrations.ts";
import { sharedRoleChoice } from "./trust-choices.ts";

/** What becomes of the trust policy of one role of the account. */
export interface TrustFate {
  role: AwsRole;
  change: Change<"aws/role-trust"> | null;
  leftOut: Problem | null;
  /** The document afterwards. */
  after: string;
  /** It still names the integration role then, in whosever statement. */
  namesUs: boolean;
  /** Our statement stays because other integrations with the same role are let in by it. */
  isOfOthersToo?: true;
}

/** Every role but the integration role itself: all of the account, or, where they can't be listed, those that were named. */
export function trustFates(removal: Removal): readonly TrustFate[] {
  const { integrationRoleArn } = homeOf(removal.o);
  const roles = valueOr(knownRoles(removal.o), null)?.roles ?? [];
  return roles.filter(({ arn }) => arn !== integrationRoleArn).map((role) => trustFate(removal, role));
}

export function trustFate({ o, record, choices }: Removal, role: AwsRole): TrustFate {
  const removal = removed(o, role);
  if (removal.kind === "absent") return settled(o, role, null, null);
  if (integrationsOfSameRole(o).length > 0 && !choices.has(sharedRoleChoice)) {
    return { ...settled(o, role, null, null), isOfOthersToo: true };
  }
  if (removal.kind === "conflict") {
    return settled(
      o,
      role,
      null,
      kept(
        `The trust policy of ${role.name} keeps our statement.`,
        removal.words,
        remedies[removal.reason],
        role.arn,
      ),
    );
  }
  const manager = managerOf(role);
  if (manager !== null && !choices.has("managed")) {
    return settled(
      o,
      role,
      null,
      kept(
        `The trust policy of ${role.name} keeps our statement.`,
        `${manager.name} manages this role, and would put back whatever its source holds.`,
        `Take the statement ${trustStatementSid(homeOf(o).integrationRoleArn)} out of its source, or choose to remove it here all the same.`,
        role.arn,
      ),
    );
  }
  const document = asItWas(record, role, removal.document);
  return settled(
    o,
    role,
    changeOf("aws/role-trust", role.arn, {
      before: { document: role.trustPolicy },
      after: { document },
      why: "The role no longer trusts the integration role. This is what takes access away; the other statements stay.",
    }),
    null,
  );
}

const remedies = {
  "no-statement-left":
    "Give the role the statement that it shall have, or delete the role, then offboard again.",
  "dead-principal": "Take the deleted principal out of the trust policy by hand, then offboard again.",
  unreadable: "Look at the trust policy in the IAM console, and correct it there.",
} as const;

function removed(o: Observation, { trustPolicy }: AwsRole): ReturnType<typeof removeOurStatement> {
  const { integrationRoleArn } = homeOf(o);
  // Most documents hold no statement of ours: only those that may are parsed.
  if (!trustPolicy.includes(trustStatementSid(integrationRoleArn))) return { kind: "absent" };
  return removeOurStatement({
    ...trustFacts(o, trustPolicy),
    integrationRoleArn,
    integrationRoleId: valueOr(o.integrationRole, null)?.roleId ?? null,
    trustPolicy,
  });
}

function settled(
  o: Observation,
  role: AwsRole,
  change: TrustFate["change"],
  leftOut: Problem | null,
): TrustFate {
  const after = change?.after?.document ?? role.trustPolicy;
  const named = {
    arn: homeOf(o).integrationRoleArn,
    roleId: valueOr(o.integrationRole, null)?.roleId ?? null,
  };
  return { role, change, leftOut, after, namesUs: trustNamesRole(after, named) };
}

/** The very text from before our first write, where nobody changed anything else since. */
function asItWas(record: WrittenRecord, role: AwsRole, document: string): string {
  const origin = originOf(writesTo(record, "aws/role-trust", role.arn));
  return origin && samePolicy(origin.document, document) ? origin.document : document;
}
