import { trustNamesRole } from "#lib/domain/aws/trust/unpatch.ts";
import { resourceId, type ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import { describeResource } from "#lib/enrollment/describe-resource.ts";
import type { ResourceContext, ResourceHandler } from "#lib/enrollment/ports.ts";
import { awsTags, policyAsValue, prettyJson, prettyPolicy, sortedTags } from "./pretty.ts";
import { roleOf } from "./role-arn-name.ts";
import { sameOrAbsent } from "#lib/domain/enrollment/same.ts";
import { aws, nothingByHand, script, withFile, type HandSteps } from "./shell-script.ts";
import {
  alreadyGone,
  changedSince,
  madeAgain,
  nothingToTakeBack,
  removesWhatWeMade,
} from "./undo-outcomes.ts";

const kind = "aws/role";
type State = ResourceStates[typeof kind];

/** Trust and tags are resources of their own once the role is there. */
const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => x.path === y.path && x.description === y.description);

function onlyMadeOrDeleted(arn: string): AppError {
  return new AppError({
    code: "aws-unsupported",
    what: `The role ${roleOf(arn).name} was not changed.`,
    why: "The app makes and deletes its integration role; path and description of an existing role stay as they are.",
    remedy: "Change the description by hand, if it must be changed.",
    evidence: arn,
  });
}

/**
 * A deleted role leaves a dead principal in every trust policy that names it, after which IAM refuses each change to
 * them: so a fresh scan must find none. Its own policies would keep IAM from deleting it.
 */
async function dependents({ aws: account, teleport }: ResourceContext, roleArn: string) {
  const [{ roles }, integrations, role] = await Promise.all([
    account.scanRoles(),
    teleport.listIntegrations(),
    account.getRole(roleArn),
  ]);
  const named = { arn: roleArn, roleId: role?.roleId ?? null };
  return [
    ...integrations
      .filter((integration) => integration.roleArn === roleArn)
      .map(({ name }) => describeResource({ kind: "teleport/integration", id: name })),
    ...roles
      .filter(({ arn, trustPolicy }) => arn !== roleArn && trustNamesRole(trustPolicy, named))
      .map(({ arn }) => describeResource({ kind: "aws/role-trust", id: arn })),
    ...(role?.inlinePolicies ?? []).map(({ name }) =>
      describeResource({ kind: "aws/inline-policy", id: resourceId(roleArn, name) }),
    ),
    ...(role?.attachedPolicies ?? []).map(({ arn }) => `managed policy ${arn} attached to ${roleArn}`),
  ];
}

function text(state: State | null): string {
  if (state === null) return "";
  const { path, description, trustPolicy, tags } = state;
  return prettyJson({
    path,
    description,
    trustPolicy: trustPolicy === undefined ? undefined : policyAsValue(trustPolicy),
    tags: tags === undefined ? undefined : sortedTags(tags),
  });
}

function createSteps(name: string, state: State): HandSteps {
  const fileName = `trust-${name}.json`;
  const content = `${prettyPolicy(state.trustPolicy ?? "")}\n`;
  const create = aws("iam create-role", {
    "role-name": name,
    path: state.path,
    description: state.description,
    "assume-role-policy-document": `file://${fileName}`,
    tags: awsTags(state.tags ?? []),
  });
  const wait = aws("iam wait role-exists", { "role-name": name });
  return {
    summary: `Creates the role ${name}.`,
    shell: withFile(fileName, content, `${create}${wait}`),
    documents: [{ format: "json", title: `Trust policy of ${name}`, fileName, content }],
  };
}

function handSteps(name: string, before: State | null, after: State | null): HandSteps {
  if (after !== null) return before === null ? createSteps(name, after) : nothingByHand;
  return {
    summary: `Deletes the role ${name}.`,
    shell: aws("iam delete-role", { "role-name": name }),
    documents: [],
  };
}

export const role: ResourceHandler<typeof kind> = {
  kind,

  async read({ aws: account }, arn) {
    const found = await account.getRole(arn);
    if (found === null) return null;
    const { path, description, trustPolicy, tags } = found;
    return { path, description: description ?? "", trustPolicy, ...(tags === null ? {} : { tags }) };
  },

  same,

  async write({ aws: account }, roleArn, before, after) {
    if (after === null) return account.deleteRole(roleArn);
    if (before !== null || after.trustPolicy === undefined) throw onlyMadeOrDeleted(roleArn);
    const { description, trustPolicy, tags } = after;
    await account.createRole({ roleArn, description, trustPolicy, tags: tags ?? [] });
  },

  undo(_scope, { id, before, after }, observed) {
    if (same(observed, before)) return alreadyGone();
    if (same(observed, after)) {
      return { kind: "change", after: before, why: before === null ? removesWhatWeMade : madeAgain };
    }
    if (after === null) return nothingToTakeBack("Somebody made the role anew since; that stays.");
    return observed === null ? alreadyGone() : changedSince({ kind, id });
  },

  render: (arn, before, after) => ({
    title: `Role ${roleOf(arn).name}`,
    language: "json",
    // Where the role stays, trust and tags are not this change's.
    before: text(before),
    after: text(after),
  }),

  byHand(scope, arn, before, after) {
    const { name } = roleOf(arn);
    return script(scope, `role-${name}.sh`, "Commands", true, handSteps(name, before, after));
  },

  dependents,
};
