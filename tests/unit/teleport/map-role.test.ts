import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { RoleConditionsSchema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { grantsMore } from "#lib/teleport/map-role.ts";

const labels = { Values: { env: { Values: ["prod"] } } };

test.each<[string, MessageInitShape<typeof RoleConditionsSchema>]>([
  ["nothing", {}],
  ["app labels and role ARNs", { AppLabels: labels, AWSRoleARNs: ["arn"], AppLabelsExpression: "x" }],
  ["what the server fills in", { Namespaces: ["default"] }],
  ["empty parts", { NodeLabels: {}, Request: {}, Logins: [] }],
])("%s is no more than an access role", (_what, allow) => {
  expect(grantsMore(create(RoleConditionsSchema, allow))).toBe(false);
});

test.each<[string, MessageInitShape<typeof RoleConditionsSchema>]>([
  ["logins", { Logins: ["root"] }],
  ["rules", { Rules: [{ Resources: ["role"], Verbs: ["update"] }] }],
  ["requests", { Request: { Roles: ["editor"] } }],
  ["node labels", { NodeLabels: labels }],
  ["other cloud identities", { AzureIdentities: ["x"] }],
  ["label expressions of others", { NodeLabelsExpression: "true" }],
])("%s are more", (_what, allow) => {
  expect(grantsMore(create(RoleConditionsSchema, allow))).toBe(true);
});

test("fields that are not listed are more, unless they are empty or only narrow", () => {
  const allow = create(RoleConditionsSchema);
  expect(grantsMore(undefined)).toBe(false);
  allow.$unknown = [{ no: 24, wireType: 2, data: new Uint8Array([2, 8, 1]) }];
  expect(grantsMore(allow)).toBe(false);
  allow.$unknown = [{ no: 46, wireType: 2, data: new Uint8Array([0]) }];
  expect(grantsMore(allow)).toBe(false);
  allow.$unknown = [{ no: 46, wireType: 2, data: new Uint8Array([2, 8, 1]) }];
  expect(grantsMore(allow)).toBe(true);
});
