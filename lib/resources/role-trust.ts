import { canonicalStatement } from "#lib/domain/aws/policy-canonical.ts";
import { readPolicyDocument, samePolicy } from "#lib/domain/aws/policy-document.ts";
import { trustNamesRole, undoTrust } from "#lib/domain/aws/trust/unpatch.ts";
import type { ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import type { PlanScope, ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { policyLines } from "./policy-by-hand.ts";
import { prettyPolicy } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { aws, nothingByHand, script } from "./shell-script.ts";
import { takeBackStatements } from "./statement-undo.ts";
import { alreadyGone, backToBefore, ourPartOnly, undoConflict } from "./undo-outcomes.ts";

const kind = "aws/role-trust";
type State = ResourceStates[typeof kind];

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => samePolicy(x.document, y.document));

function neverWithout(roleArn: string): AppError {
  return new AppError({
    code: "aws-unsupported",
    what: "A trust policy can't be removed.",
    why: "Every role has one; it goes with the role.",
    remedy: "Change the trust policy, or delete the role.",
    evidence: roleArn,
  });
}

const documentPart = (name: string, document: string): ByHandPart => ({
  format: "json",
  title: `Trust policy of ${name}`,
  fileName: `trust-${name}.json`,
  content: `${prettyPolicy(document)}\n`,
});

/** Of the integration role itself every statement that goes is one for Teleport's tokens, whichever integration's. */
function takesOurs({ integrationRoleArn }: PlanScope, id: string, observed: State, after: State): boolean {
  const named = { arn: integrationRoleArn, roleId: null };
  return id === integrationRoleArn
    ? losesStatement(observed, after)
    : trustNamesRole(observed.document, named) && !trustNamesRole(after.document, named);
}

function losesStatement(observed: State, after: State): boolean {
  const statementsOf = ({ document }: State) => {
    const reading = readPolicyDocument(document);
    return reading.ok ? reading.statements.map(({ raw }) => canonicalStatement(raw)) : [];
  };
  const left = new Set(statementsOf(after));
  return statementsOf(observed).some((text) => !left.has(text));
}

export const roleTrust: ResourceHandler<typeof kind> = {
  kind,

  async read({ aws: account }, roleArn) {
    const document = await account.getTrustPolicy(roleArn);
    return document === null ? null : { document };
  },

  same,

  async write({ aws: account }, roleArn, _before, after) {
    if (after === null) throw neverWithout(roleArn);
    await account.updateTrustPolicy(roleArn, after.document);
  },

  undo(scope, { id, before, after }, observed, { sharedWith, ...live }) {
    const ref = { kind, id } as const;
    if (observed === null || before === null || after === null) return alreadyGone();
    // The integration role itself got a statement for Teleport's tokens; targets got one for the integration role.
    const result =
      id === scope.integrationRoleArn
        ? takeBackStatements(before.document, after.document, observed.document, live)
        : undoTrust({
            integrationRoleArn: scope.integrationRoleArn,
            before: before.document,
            after: after.document,
            observed: observed.document,
            ...live,
          });
    if ("document" in result && sharedWith.length > 0 && takesOurs(scope, id, observed, result)) {
      return { kind: "shared", sharedWith };
    }
    switch (result.kind) {
      case "absent":
        return alreadyGone();
      case "as-read":
        return { kind: "change", after: { document: result.document }, why: backToBefore };
      case "our-part":
        return { kind: "change", after: { document: result.document }, why: ourPartOnly };
      case "conflict":
        return undoConflict(ref, result.words, "Mend the trust policy by hand, then undo again.");
    }
  },

  render(roleArn, before, after) {
    return {
      title: `Trust policy of ${roleOf(roleArn).name}`,
      language: "json",
      before: before === null ? "" : prettyPolicy(before.document),
      after: after === null ? "" : prettyPolicy(after.document),
    };
  },

  byHand(scope, roleArn, before, after) {
    const { name } = roleOf(roleArn);
    if (before === null || after === null)
      return script(scope, `trust-${name}.sh`, "Commands", true, nothingByHand);
    const part = documentPart(name, after.document);
    const write = aws("iam update-assume-role-policy", {
      "role-name": name,
      "policy-document": `file://${part.fileName}`,
    });
    return script(scope, `trust-${name}.sh`, "Commands", true, {
      summary: `Sets the trust policy of the role ${name}, unless it changed since (with aws and jq).`,
      shell: policyLines({
        what: `The trust policy of ${name}`,
        part,
        before: before.document,
        read: aws("iam get-role", {
          "role-name": name,
          query: "Role.AssumeRolePolicyDocument",
          output: "json",
        }),
        write,
      }),
      documents: [part],
    });
  },

  dependents: () => Promise.resolve([]),
};
