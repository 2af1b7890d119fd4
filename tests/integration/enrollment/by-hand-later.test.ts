import {
  AddClientIDToOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetRolePolicyCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integrationTag } from "#lib/domain/aws/tags.ts";
import { patchAppAccess } from "#lib/domain/aws/inline-policy.ts";
import { resourceId } from "#lib/domain/enrollment/resource.ts";
import { RewriteSchema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { RoleConditionsSchema, RoleOptionsSchema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { clientsFor } from "../../contract/sandbox/teleport/grpc-client.ts";
import { iamOf } from "../../support/enrollment/dump.ts";
import { runTooLate, runWell, scriptNow } from "../../support/enrollment/later.ts";
import {
  accountId,
  begin,
  enroll,
  integrationRoleArn,
  name,
  roleArn,
  targets,
} from "../../support/enrollment/production.ts";
import { isInstalled } from "../../support/enrollment/shell.ts";
import { runOf } from "../../support/enrollment/steps.ts";
import { addStatement, editTrust, sidsOf } from "../../support/enrollment/stranger.ts";
import { openWorld, type World } from "../../support/enrollment/world.ts";

/*
 * A script is run days after its plan: what others wrote in between stays, and the script says so. Where a program is
 * missing there is no such test, rather than a skipped one.
 */
let world: World;
let iam: IAMClient;
let clients: ReturnType<typeof clientsFor>;
beforeAll(async () => {
  world = await openWorld();
  await begin(world.core);
  const choices = { roleArns: [targets[0]], users: ["alice"], traitUsers: ["erin"] };
  for (const step of Object.values(await enroll(world.core, choices))) runOf(step);
  iam = await iamOf(world.sandbox, accountId);
  clients = clientsFor(world.sandbox.teleport);
});
afterAll(async () => {
  clients.close();
  iam.destroy();
  await world.close();
});

const [developer] = targets;
const moved = "somebody changed it since";
const done = "as planned already";
const ours = "aws_access_Developer";
const withStatement = (document: string, statement: object): string => {
  const policy = JSON.parse(document) as { Statement: readonly object[] };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
};

describe.each(["aws"].filter(() => isInstalled("aws") && isInstalled("jq")))("with %s and jq", () => {
  const oneMore = {
    Sid: "TeleportIntegrationToBe",
    Effect: "Allow",
    Principal: { AWS: [integrationRoleArn] },
    Action: "sts:AssumeRole",
  };
  const trustScript = () =>
    scriptNow(world, "aws/role-trust", developer, (before) => ({
      document: withStatement(before?.document ?? "", oneMore),
    }));

  test("a statement that somebody added to the trust policy survives, and the script ends there", async () => {
    const script = await trustScript();
    await addStatement(iam, "Developer", "Theirs");
    const { said, writes } = await runTooLate(world, script);
    expect(said).toContain(`The trust policy of Developer is not what this script was made from: ${moved}`);
    expect(said).toContain("Prepare the step anew in the app");
    expect(writes).toBe(0);
    expect(await sidsOf(iam, "Developer")).toEqual(expect.arrayContaining(["Theirs"]));
  });

  test("prepared anew it writes beside what they added, and a second run changes nothing", async () => {
    await editTrust(iam, "Developer", (statements) => statements.toReversed());
    const script = await trustScript();
    expect((await runWell(world, script)).writes).toBe(1);
    expect(await sidsOf(iam, "Developer")).toEqual(expect.arrayContaining(["Theirs", oneMore.Sid]));
    const again = await runWell(world, script);
    expect([again.writes, again.said]).toEqual([0, expect.stringContaining(done)]);
  });

  const policyId = resourceId(integrationRoleArn, "AWSAppAccess");
  const theirs = withStatement(`{"Version":"2012-10-17","Statement":[]}`, {
    Sid: "Theirs",
    Effect: "Allow",
    Action: "sts:TagSession",
    Resource: "*",
  });
  const putTheirs = (PolicyName: string) =>
    iam.send(
      new PutRolePolicyCommand({ RoleName: "teleport-integration", PolicyName, PolicyDocument: theirs }),
    );
  const policyOf = async (PolicyName: string) => {
    const asked = new GetRolePolicyCommand({ RoleName: "teleport-integration", PolicyName });
    return JSON.parse(decodeURIComponent((await iam.send(asked)).PolicyDocument ?? "")) as unknown;
  };

  test("an inline policy that somebody changed is not deleted, nor one that they made written over", async () => {
    const removal = await scriptNow(world, "aws/inline-policy", policyId, () => null);
    const made = await scriptNow(
      world,
      "aws/inline-policy",
      resourceId(integrationRoleArn, "AWSAppAccess2"),
      () => ({ document: (patchAppAccess(null) as { document: string }).document }),
    );
    await putTheirs("AWSAppAccess");
    await putTheirs("AWSAppAccess2");
    for (const script of [removal, made]) {
      const { said, writes } = await runTooLate(world, script);
      expect([said, writes]).toEqual([expect.stringContaining(moved), 0]);
    }
    expect(await policyOf("AWSAppAccess")).toEqual(JSON.parse(theirs));
    expect(await policyOf("AWSAppAccess2")).toEqual(JSON.parse(theirs));
  });

  test("an identity provider that somebody gave an audience or a tag is neither changed nor deleted", async () => {
    const arn = `arn:aws:iam::${accountId}:oidc-provider/teleport.acme.test`;
    const target = { OpenIDConnectProviderArn: arn };
    const withTag = (value: string) =>
      scriptNow(world, "aws/oidc-provider", arn, (before) => ({
        ...before!,
        audiences: [...before!.audiences, "ours.later"],
        tags: [...before!.tags, { key: "Team", value }],
      }));
    const removal = () => scriptNow(world, "aws/oidc-provider", arn, () => null);
    const change = await withTag("platform");
    const late = [change, await removal()];
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...target, ClientID: "theirs" }));
    for (const script of late) {
      const { said, writes } = await runTooLate(world, script);
      expect([said, writes]).toEqual([
        expect.stringContaining(`The identity provider ${arn} is not what`),
        0,
      ]);
    }
    const anew = await withTag("platform");
    const tooLate = await removal();
    expect((await runWell(world, anew)).writes).toBe(2);
    const again = await runWell(world, anew);
    expect([again.writes, again.said]).toEqual([0, expect.stringContaining(done)]);
    expect((await runTooLate(world, tooLate)).writes).toBe(0);
    const { ClientIDList, Tags } = await iam.send(new GetOpenIDConnectProviderCommand(target));
    expect(ClientIDList).toEqual(expect.arrayContaining(["theirs", "ours.later"]));
    expect(Tags).toContainEqual({ Key: "Team", Value: "platform" });
  });

  test("a tag that got another value keeps it, whatever the spelling of its key", async () => {
    const target = roleArn("platform/LogReader");
    const id = resourceId(target, integrationTag.key);
    const script = await scriptNow(world, "aws/role-tag", id, () => integrationTag);
    const theirTag = { Key: "Teleport.dev/Integration", Value: "theirs" };
    await iam.send(new TagRoleCommand({ RoleName: "LogReader", Tags: [theirTag] }));
    const { said, writes } = await runTooLate(world, script);
    expect([said, writes]).toEqual([expect.stringContaining(moved), 0]);
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: "LogReader" }));
    expect(Tags).toContainEqual(theirTag);
  });
});

async function ourApp() {
  const apps = await world.core.teleport.listApps();
  const { uri, publicAddr, integration, cloud, externalId, labels } = apps.find((app) => app.name === name)!;
  return { uri, publicAddr, integration, cloud, externalId, labels };
}

describe("what somebody made under the name of a new resource stays", () => {
  test("an access role", async () => {
    const script = await scriptNow(world, "teleport/access-role", "aws_access_New", () => ({
      version: "v8",
      labels: {},
      appLabels: { aws_account_id: [accountId] },
      awsRoleArns: [developer],
    }));
    await world.control.teleport("PUT", "roles", {
      metadata: { name: "aws_access_New" },
      spec: { allow: { aws_role_arns: ["arn:aws:iam::999999999999:role/Theirs"] } },
    });
    const { said, writes } = await runTooLate(world, script);
    expect(said).toContain("already exists");
    expect(said).toContain("The Teleport role aws_access_New was not written");
    expect(writes).toBe(0);
  });

  test("an integration, and an app, which tctl writes over even without -f", async () => {
    const integration = await scriptNow(world, "teleport/integration", "acme-new", () => ({
      subKind: "aws-oidc",
      roleArn: integrationRoleArn,
      audience: "",
      issuerS3Uri: "",
    }));
    const state = await ourApp();
    const app = await scriptNow(
      world,
      "teleport/app-server",
      resourceId("acme-new", "our-host"),
      () => state,
    );
    await world.control.teleport("PUT", "integrations", {
      name: "acme-new",
      role_arn: "arn:aws:iam::999999999999:role/theirs",
    });
    await world.control.teleport("PUT", "app-servers", { name: "acme-new", host_id: "their-host" });
    for (const [script, what] of [
      [integration, "integration"],
      [app, "app"],
    ] as const) {
      const { said, writes } = await runTooLate(world, script);
      expect(said).toContain(`The Teleport ${what} acme-new was not written`);
      expect(writes).toBe(0);
    }
  });

  test("where nobody made one, the app is made", async () => {
    const state = await ourApp();
    const id = resourceId("acme-second", "our-host");
    await runWell(world, await scriptNow(world, "teleport/app-server", id, () => state));
    expect(await world.core.teleport.listApps()).toContainEqual(
      expect.objectContaining({ name: "acme-second", hostId: "our-host", integration: name }),
    );
  });
});

describe.each(["jq"].filter(isInstalled))("with %s", () => {
  const theirArn = "arn:aws:iam::999999999999:role/Theirs, with a comma";
  const erin = async () => (await world.core.teleport.getUser("erin"))!;
  const theyAdd = async (arns: readonly string[]) => {
    const { user } = await clients.users.getUser({ name: "erin" });
    user!.Spec!.Traits!.Values["aws_role_arns"]!.Values.push(...arns);
    user!.Spec!.Roles.push("auditor");
    await clients.users.updateUser({ user: user! });
  };

  test("a user keeps the ARNs and roles that came in between, and gets ours; once", async () => {
    const before = await erin();
    const script = await scriptNow(world, "teleport/user-access", "erin", (access) => ({
      roles: [...(access?.roles ?? []), ours],
      roleArns: [...(access?.roleArns ?? []), roleArn("finance/BillingAnalyst")],
    }));
    await theyAdd([theirArn]);
    await runWell(world, script);
    const after = await erin();
    expect(after.traits["aws_role_arns"]).toEqual([
      ...before.traits["aws_role_arns"]!,
      theirArn,
      roleArn("finance/BillingAnalyst"),
    ]);
    expect(after.roles).toEqual([...before.roles, "auditor", ours]);
    const again = await runWell(world, script);
    expect([again.writes, again.said]).toEqual([0, expect.stringContaining(done)]);
  });

  test("a user whose ARNs all go keeps those that came in between", async () => {
    const script = await scriptNow(world, "teleport/user-access", "erin", () => ({
      roles: [],
      roleArns: [theirArn],
    }));
    await theyAdd(["arn:aws:iam::999999999999:role/Later"]);
    await runWell(world, script);
    expect((await erin()).traits["aws_role_arns"]).toEqual([
      theirArn,
      "arn:aws:iam::999999999999:role/Later",
    ]);
  });

  test("a changed access role keeps options, description and what it denies", async () => {
    const Role = await clients.auth.getRole({ Name: ours });
    Role.Metadata!.Description = "Theirs";
    Role.Spec!.Options = create(RoleOptionsSchema, { MaxSessionTTL: 3_600_000_000_000n });
    Role.Spec!.Deny = create(RoleConditionsSchema, { Logins: ["root"] });
    await clients.auth.updateRole({ Role });
    const script = await scriptNow(world, "teleport/access-role", ours, (before) => ({
      ...before!,
      awsRoleArns: [...before!.awsRoleArns, targets[1]],
    }));
    await runWell(world, script);
    const after = await clients.auth.getRole({ Name: ours });
    expect(after.Spec?.Allow?.AWSRoleARNs).toEqual([developer, targets[1]]);
    expect(after.Metadata?.Description).toBe("Theirs");
    expect(after.Spec?.Options?.MaxSessionTTL).toBe(3_600_000_000_000n);
    expect(after.Spec?.Deny?.Logins).toEqual(["root"]);
    const again = await runWell(world, script);
    expect([again.writes, again.said]).toEqual([0, expect.stringContaining(done)]);
  });

  test("an access role that somebody widened is neither written, adopted nor deleted", async () => {
    const adopt = await scriptNow(world, "teleport/access-role", "aws_access_New", (before) => ({
      ...before!,
      labels: { "aws-access.teleport/enrollment": name },
    }));
    const remove = await scriptNow(world, "teleport/access-role", "aws_access_New", () => null);
    const Role = await clients.auth.getRole({ Name: "aws_access_New" });
    Role.Spec!.Allow!.AWSRoleARNs.push("arn:aws:iam::999999999999:role/Wider");
    await clients.auth.updateRole({ Role });
    for (const script of [adopt, remove]) {
      const { said, writes } = await runTooLate(world, script);
      expect([said, writes]).toEqual([expect.stringContaining(moved), 0]);
    }
  });

  test("a changed app keeps its rewrite and description, one that somebody changed is left alone", async () => {
    const { Resources } = await clients.auth.listResources({
      ResourceType: "app_server",
      Namespace: "default",
      Limit: 500,
    });
    const Server = Resources.map(({ resource }) => resource.value!).find(
      (each) => each.Metadata?.Name === name,
    )!;
    Server.Spec!.App!.Metadata!.Description = "Theirs";
    Server.Spec!.App!.Spec!.Rewrite = create(RewriteSchema, { JWTClaims: "none" });
    await clients.auth.upsertApplicationServer({ Server });
    const id = resourceId(name, Server.Spec!.HostID);
    const scriptFor = (env: string) =>
      scriptNow(world, "teleport/app-server", id, (before) => ({
        ...before!,
        labels: { ...before!.labels, env },
      }));
    const later = await scriptFor("other");
    await runWell(world, await scriptFor("prod"));
    const state = async () =>
      (
        await clients.auth.listResources({ ResourceType: "app_server", Namespace: "default", Limit: 500 })
      ).Resources.map(({ resource }) => resource.value!).find((each) => each.Metadata?.Name === name)?.Spec
        ?.App;
    const kept = await state();
    expect(kept?.Metadata?.Labels["env"]).toBe("prod");
    expect(kept?.Metadata?.Description).toBe("Theirs");
    expect(kept?.Spec?.Rewrite?.JWTClaims).toBe("none");
    const { said, writes } = await runTooLate(world, later);
    expect([said, writes]).toEqual([expect.stringContaining(moved), 0]);
  });

  test("a changed integration keeps its description", async () => {
    const integration = await clients.integrations.getIntegration({ name: "acme-new" });
    integration.Header!.Metadata!.Description = "Theirs";
    await clients.integrations.updateIntegration({ integration });
    const script = await scriptNow(world, "teleport/integration", "acme-new", (before) => ({
      ...before!,
      roleArn: integrationRoleArn,
    }));
    await runWell(world, script);
    const after = await clients.integrations.getIntegration({ name: "acme-new" });
    expect(after.Header?.Metadata?.Description).toBe("Theirs");
    expect(after.Spec?.SubKindSpec.value?.RoleARN).toBe(integrationRoleArn);
  });

  test("what somebody writes while the script is between its look and its write stays, whatever field it is", async () => {
    const role = await scriptNow(world, "teleport/access-role", ours, (before) => ({
      ...before!,
      awsRoleArns: [...before!.awsRoleArns, targets[2]],
    }));
    const user = await scriptNow(world, "teleport/user-access", "erin", (access) => ({
      roles: access?.roles ?? [],
      roleArns: [...(access?.roleArns ?? []), roleArn("finance/BillingAnalyst2")],
    }));
    const theirs = {
      role: {
        kind: "role",
        version: "v8",
        metadata: { name: ours, labels: { "aws-access.teleport/enrollment": name, team: "theirs" } },
        spec: { allow: { app_labels: { aws_account_id: accountId } } },
      },
      user: { kind: "user", version: "v2", metadata: { name: "erin" }, spec: { roles: ["auditor"] } },
    };
    for (const [script, document, what] of [
      [role, theirs.role, `Teleport role ${ours}`],
      [user, theirs.user, "Teleport user erin"],
    ] as const) {
      const { said, writes } = await runTooLate(world, script, document);
      expect(said).toContain(`The ${what} changed while this script ran`);
      // Theirs alone.
      expect(writes).toBe(1);
    }
    expect((await clients.auth.getRole({ Name: ours })).Metadata?.Labels["team"]).toBe("theirs");
    expect((await erin()).roles).toEqual(["auditor"]);
  });
});
