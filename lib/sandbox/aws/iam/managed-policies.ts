import { alreadyExists, limitExceeded, noSuchEntity } from "../api/aws-error.ts";
import { authorize, callerOf, iamRead, iamWrite, type Call, type Operations } from "../api/call.ts";
import { encodeDocument, type Output } from "../api/xml.ts";
import { keyOf, policyKey } from "../store/keys.ts";
import { findPolicy } from "../store/directory.ts";
import type { ManagedPolicy } from "../store/model.ts";
import type { View } from "../store/store.ts";
import { newUniqueId } from "../store/unique-id.ts";
import { isoSeconds } from "../timestamp.ts";
import { checkIdentityPolicy } from "./identity-document.ts";
import { countedLength } from "./policy-grammar.ts";
import { arnOf, documentOf, pathOf, policyNameOf } from "./rules.ts";
import { mergeTags, resourceTagContext, shownTags, tagContext, tagsOf } from "./tags.ts";

const sizeQuota = 6144;

function createPolicy(call: Call) {
  const { accountId } = callerOf(call);
  const name = policyNameOf(call.input);
  const path = pathOf(call.input);
  const document = documentOf(call.input, "PolicyDocument");
  const tags = mergeTags([], tagsOf(call.input));
  const arn = `arn:aws:iam::${accountId}:policy${path}${name}`;
  authorize(call, "iam:CreatePolicy", arn, tagContext(tags, []));
  if (tags.length > 0) authorize(call, "iam:TagPolicy", arn, tagContext(tags, []));
  checkIdentityPolicy(document);
  if (countedLength(document) > sizeQuota)
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${sizeQuota}`);
  if (call.view.get("policy", policyKey(arn))) {
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  const createdAt = isoSeconds(call.nowMs);
  const policy: ManagedPolicy = {
    kind: "policy",
    arn,
    accountId,
    name,
    path,
    id: newUniqueId("ANPA"),
    description: call.input.optionalText("Description", { max: 1000 }) ?? null,
    createdAt,
    defaultVersionId: "v1",
    versions: [{ id: "v1", document, createdAt }],
    tags,
  };
  call.commit([{ key: keyOf(policy), entity: policy }]);
  return { Policy: shownPolicy(call.view, policy) };
}

/** Roles and users of the account that carry the policy, and those bound by it. */
function usage(view: View, accountId: string, arn: string) {
  const identities = [...view.list("role", accountId), ...view.list("user", accountId)];
  return {
    AttachmentCount: identities.filter((one) => one.attachedPolicies.includes(arn)).length,
    PermissionsBoundaryUsageCount: identities.filter((one) => one.boundary === arn).length,
  };
}

export function shownPolicy(view: View, policy: ManagedPolicy, accountId = policy.accountId): Output {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    ...usage(view, accountId, policy.arn),
    IsAttachable: true,
    Description: policy.description ?? undefined,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions.at(-1)?.createdAt ?? policy.createdAt,
  };
}

function authorizedPolicy(call: Call): ManagedPolicy {
  const arn = arnOf(call.input, "PolicyArn");
  const policy = findPolicy(call.view, arn);
  authorize(call, `iam:${call.action}`, arn, resourceTagContext(policy?.tags ?? []));
  const { accountId } = callerOf(call);
  if (!policy || (policy.accountId !== "aws" && policy.accountId !== accountId)) {
    throw noSuchEntity(`Policy ${arn} was not found.`);
  }
  return policy;
}

function getPolicy(call: Call) {
  const policy = authorizedPolicy(call);
  const shown = shownPolicy(call.view, policy, callerOf(call).accountId);
  return { Policy: { ...shown, Tags: shownTags(policy.tags) } };
}

export function shownVersions(policy: ManagedPolicy): Output[] {
  return policy.versions.map((version) => ({
    Document: encodeDocument(version.document),
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: version.createdAt,
  }));
}

function getPolicyVersion(call: Call) {
  const id = call.input.text("VersionId", { pattern: /^v[1-9][0-9]*$/ });
  const policy = authorizedPolicy(call);
  const version = shownVersions(policy).find((shown) => shown["VersionId"] === id);
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return { PolicyVersion: version };
}

export const managedPolicyOperations: Operations = {
  CreatePolicy: iamWrite(createPolicy),
  GetPolicy: iamRead(getPolicy),
  GetPolicyVersion: iamRead(getPolicyVersion),
};
