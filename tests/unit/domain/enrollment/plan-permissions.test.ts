import { describe, expect, test } from "vitest";
import type { HeldAction } from "#lib/domain/aws/app-permissions-held.ts";
import { changeOf } from "#lib/domain/enrollment/change-of.ts";
import { permissionsOf, planPermissionCheck } from "#lib/domain/enrollment/plan-permissions.ts";
import {
  resourceId,
  type AnyChange,
  type ResourceKind,
  type ResourceStates,
} from "#lib/domain/enrollment/resource.ts";
import { seen, unread } from "../../../support/observation/observation.ts";

const roleArn = "arn:aws:iam::012345678901:role/x";
const providerArn = "arn:aws:iam::012345678901:oidc-provider/teleport.acme.test";
const why = "A test.";

function change<K extends ResourceKind>(
  kind: K,
  id: string,
  before: ResourceStates[K] | null,
  after: ResourceStates[K] | null,
): AnyChange {
  return changeOf(kind, id, { before, after, why }) as AnyChange;
}

const provider = { url: "https://teleport.acme.test", audiences: ["a"], thumbprints: [], tags: [] };
const tag = { key: "k", value: "v" };
const app = { uri: "u", publicAddr: "p", integration: "i", cloud: "AWS", externalId: null, labels: {} };
const role = { version: "v8", labels: {}, appLabels: {}, awsRoleArns: [] };
const integration = { subKind: "aws-oidc", roleArn, audience: "", issuerS3Uri: "" };
const access = { roles: [], roleArns: [] };
const inline = resourceId(roleArn, "AWSAppAccess");
const roleTag = resourceId(roleArn, "k");

/** What is written; the reads around it are the same each time. */
const writesOf = (...changes: AnyChange[]) => {
  const { aws, teleport } = permissionsOf(changes);
  return [
    ...aws.map(({ action, resource }) => `${action.replace("iam:", "")} ${resource}`),
    ...teleport.map(({ kind, verb }) => `${verb} ${kind}`),
  ].filter((words) => !/^(Get|List|list|read)/.test(words));
};

describe("a change needs", () => {
  test.each<[string, AnyChange, string[]]>([
    [
      "a new provider",
      change("aws/oidc-provider", providerArn, null, provider),
      ["CreateOpenIDConnectProvider"],
    ],
    [
      "a new provider with tags",
      change("aws/oidc-provider", providerArn, null, { ...provider, tags: [tag] }),
      ["CreateOpenIDConnectProvider", "TagOpenIDConnectProvider"],
    ],
    [
      "an audience and a tag",
      change("aws/oidc-provider", providerArn, provider, { ...provider, audiences: ["a", "b"], tags: [tag] }),
      ["AddClientIDToOpenIDConnectProvider", "TagOpenIDConnectProvider"],
    ],
    [
      "them taken back",
      change("aws/oidc-provider", providerArn, { ...provider, audiences: ["a", "b"], tags: [tag] }, provider),
      ["RemoveClientIDFromOpenIDConnectProvider", "UntagOpenIDConnectProvider"],
    ],
    [
      "no provider",
      change("aws/oidc-provider", providerArn, provider, null),
      ["DeleteOpenIDConnectProvider"],
    ],
    [
      "a new role",
      change("aws/role", roleArn, null, { path: "/", description: "", trustPolicy: "{}", tags: [tag] }),
      ["CreateRole", "TagRole"],
    ],
    ["no role", change("aws/role", roleArn, { path: "/", description: "" }, null), ["DeleteRole"]],
    [
      "a trust policy",
      change("aws/role-trust", roleArn, { document: "{}" }, { document: "{ }" }),
      ["UpdateAssumeRolePolicy"],
    ],
    ["a policy", change("aws/inline-policy", inline, null, { document: "{}" }), ["PutRolePolicy"]],
    ["no policy", change("aws/inline-policy", inline, { document: "{}" }, null), ["DeleteRolePolicy"]],
    ["a tag", change("aws/role-tag", roleTag, null, tag), ["TagRole"]],
    ["no tag", change("aws/role-tag", roleTag, tag, null), ["UntagRole"]],
  ])("for %s", (_what, one, actions) => {
    const on = one.resource.kind === "aws/oidc-provider" ? providerArn : roleArn;
    expect(writesOf(one)).toEqual(actions.map((action) => `${action} ${on}`));
  });

  test.each<[string, AnyChange, string[]]>([
    ["an integration", change("teleport/integration", "i", null, integration), ["create integration"]],
    [
      "another role for it",
      change("teleport/integration", "i", integration, integration),
      ["update integration"],
    ],
    ["no integration", change("teleport/integration", "i", integration, null), ["delete integration"]],
    ["an app", change("teleport/app-server", "i#h", null, app), ["create app_server", "update app_server"]],
    ["no app", change("teleport/app-server", "i#h", app, null), ["delete app_server"]],
    ["an access role", change("teleport/access-role", "r", null, role), ["create role"]],
    ["another ARN in it", change("teleport/access-role", "r", role, role), ["update role"]],
    ["no access role", change("teleport/access-role", "r", role, null), ["delete role"]],
    ["access", change("teleport/user-access", "u", access, access), ["update user"]],
  ])("for %s", (_what, one, verbs) => {
    expect(writesOf(one)).toEqual(verbs);
  });

  test("Ping where it is waited for, and each permission once", () => {
    const waits = {
      ...change("teleport/integration", "i", null, integration),
      waitFor: "ping-by-name",
    } as AnyChange;
    expect(writesOf(waits, waits)).toEqual(["create integration", "use integration"]);
  });
});

describe("before a plan", () => {
  const action = (verdict: HeldAction["verdict"], number = 0): HeldAction => ({
    action: "iam:TagRole",
    resource: `${roleArn}${number}`,
    verdict,
    because: null,
  });
  const verb = (verdict: HeldAction["verdict"]) => ({ kind: "role", verb: "update", verdict }) as const;

  test("all that is allowed is no more than said", () => {
    const check = planPermissionCheck(seen([action("allowed")]), seen([verb("allowed")]));
    expect(check.verdict).toBe("ok");
  });

  test("what is missing of both is named exactly, as a warning", () => {
    expect(planPermissionCheck(seen([action("denied")]), seen([verb("denied")]))).toMatchObject({
      verdict: "warn",
      evidence: `Missing: iam:TagRole on ${roleArn}0; update on role.`,
    });
  });

  test("many are counted after the first", () => {
    const many = Array.from({ length: 25 }, (_, index) => action("denied", index));
    const { evidence } = planPermissionCheck(seen(many), seen([]));
    expect(evidence).toContain(`iam:TagRole on ${roleArn}19; 5 more.`);
  });

  test("a part that can't be asked leaves it unknown, with the reason, unless the other misses something", () => {
    expect(planPermissionCheck(unread("aws-throttled"), seen([verb("allowed")]))).toMatchObject({
      verdict: "unknown",
      evidence: "It was refused. A test.",
    });
    expect(planPermissionCheck(unread("aws-throttled"), seen([verb("denied")])).verdict).toBe("warn");
    expect(planPermissionCheck(seen([action("unknown")]), seen([])).verdict).toBe("unknown");
  });
});
