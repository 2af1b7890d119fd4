import { readPolicyDocument, withStatements, writePolicyDocument } from "#lib/domain/aws/policy-document.ts";
import { webIdentitySid } from "#lib/domain/aws/trust/sid.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { changeOf } from "../change-of.ts";
import { originOf, writesTo } from "../record/written.ts";
import { resourceId, type AnyChange } from "../resource.ts";
import { webIdentityOf } from "../steps/integration/web-identity.ts";
import { kept, type Layer, type Removal } from "./layer.ts";

/** Whether nobody but the cluster's provider is let in by the integration role: else it serves somebody else too. */
export function servesOnlyTeleport({ o }: Pick<Removal, "o">, { trustPolicy }: AwsRole): boolean {
  const reading = readPolicyDocument(trustPolicy);
  const providerArn = webIdentityOf(o)?.providerArn;
  return (
    reading.ok &&
    reading.statements.every(
      ({ principal }) =>
        principal !== null &&
        !principal.negated &&
        !principal.odd &&
        principal.members.every(({ kind, value }) => kind === "Federated" && value === providerArn),
    )
  );
}

/** An adopted role that stays becomes what it was: our statement for Teleport's tokens goes, and the tags that we added. */
export function fromAdoptedRole(removal: Removal, role: AwsRole, needs: readonly string[]): Partial<Layer> {
  const statement = withoutOurStatement(removal, role, needs);
  return { ...statement, changes: [...(statement.changes ?? []), ...ownershipTags(removal, role, needs)] };
}

function withoutOurStatement(
  { o, record }: Removal,
  role: AwsRole,
  needs: readonly string[],
): Partial<Layer> {
  const webIdentity = webIdentityOf(o);
  const reading = readPolicyDocument(role.trustPolicy);
  if (!webIdentity || !reading.ok || originOf(writesTo(record, "aws/role-trust", role.arn)) === undefined) {
    return {};
  }
  const sid = webIdentitySid(webIdentity.providerArn);
  const left = reading.statements.filter((statement) => statement.sid !== sid);
  if (left.length === reading.statements.length) return {};
  if (left.length === 0) {
    return {
      leftOut: [
        kept(
          `The trust policy of ${role.name} keeps our statement.`,
          "Without it the trust policy would have no statement left, and IAM refuses that.",
          "Give the role the statement that it shall have, or delete the role.",
          role.arn,
        ),
      ],
    };
  }
  const document = writePolicyDocument(
    withStatements(
      reading.document,
      left.map(({ raw }) => raw),
    ),
  );
  return {
    changes: [
      changeOf("aws/role-trust", role.arn, {
        before: { document: role.trustPolicy },
        after: { document },
        why: "The role no longer lets the cluster in; the other statements stay.",
        needs,
      }),
    ],
  };
}

function ownershipTags({ record }: Removal, role: AwsRole, needs: readonly string[]): readonly AnyChange[] {
  return (role.tags ?? []).flatMap(({ key, value }) => {
    const id = resourceId(role.arn, key);
    const writes = writesTo(record, "aws/role-tag", id);
    const origin = originOf(writes);
    if (origin === undefined || writes.at(-1)?.after?.value !== value) return [];
    return [
      changeOf("aws/role-tag", id, {
        before: { key, value },
        after: origin,
        why: "This app set the tag, and the role no longer serves it.",
        needs,
      }),
    ];
  });
}
