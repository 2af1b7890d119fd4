import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RoleV6Schema, type RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { clientsFor, identityOf, type Clients } from "./grpc-client.ts";

let sandbox: TeleportSandbox;
let bot: Clients;

beforeAll(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
  bot = clientsFor(sandbox);
});

afterAll(async () => {
  bot.close();
  await sandbox.close();
});

function accessRole(name: string, version = "v8"): RoleV6 {
  return create(RoleV6Schema, {
    Kind: "role",
    Version: version,
    Metadata: { Name: name, Labels: { "aws-access.teleport/enrollment": "acme" } },
    Spec: {
      Allow: {
        AppLabels: { Values: { aws_account_id: { Values: ["012345678901"] } } },
        AWSRoleARNs: ["arn:aws:iam::012345678901:role/ReadOnly"],
      },
    },
  });
}

async function codeOf(call: Promise<unknown>): Promise<Code | "OK"> {
  return call.then(
    () => "OK" as const,
    (error: unknown) => ConnectError.from(error).code,
  );
}

async function userNamed(name: string): Promise<UserV2> {
  const { user } = await bot.users.getUser({ name });
  if (!user) throw new Error(`no user ${name}`);
  return user;
}

test("a role is created once, read back whole, updated by its revision and deleted", async () => {
  const created = await bot.auth.createRole({ Role: accessRole("aws_access_One") });
  expect(created.Metadata?.Revision).not.toBe("");
  expect(await codeOf(bot.auth.createRole({ Role: accessRole("aws_access_One") }))).toBe(Code.AlreadyExists);

  const read = await bot.auth.getRole({ Name: "aws_access_One" });
  expect(read.Spec?.Allow?.AWSRoleARNs).toEqual(["arn:aws:iam::012345678901:role/ReadOnly"]);
  const stale = await bot.auth.getRole({ Name: "aws_access_One" });
  read.Spec?.Allow?.AWSRoleARNs.push("arn:aws:iam::012345678901:role/Admin");
  const updated = await bot.auth.updateRole({ Role: read });
  expect(updated.Metadata?.Revision).not.toBe(stale.Metadata?.Revision);
  expect(await codeOf(bot.auth.updateRole({ Role: stale }))).toBe(Code.FailedPrecondition);

  await bot.auth.deleteRole({ Name: "aws_access_One" });
  expect(await codeOf(bot.auth.getRole({ Name: "aws_access_One" }))).toBe(Code.NotFound);
  expect(await codeOf(bot.auth.updateRole({ Role: read }))).toBe(Code.NotFound);
  expect(await codeOf(bot.auth.deleteRole({ Name: "aws_access_One" }))).toBe(Code.NotFound);
});

test("fields that this server does not know are stored and given back", async () => {
  const bytes = new BinaryWriter()
    .raw(toBinary(RoleV6Schema, accessRole("aws_access_Unknown")))
    .tag(1000, WireType.LengthDelimited)
    .string("from a newer server")
    .finish();
  await bot.auth.createRole({ Role: fromBinary(RoleV6Schema, bytes) });
  const read = await bot.auth.getRole({ Name: "aws_access_Unknown" });
  expect(read.$unknown?.map(({ no }) => no)).toEqual([1000]);
  await bot.auth.deleteRole({ Name: "aws_access_Unknown" });
});

test.each([
  ["of a version that this server does not have", { ...accessRole("r"), Version: "v9" }],
  ["without a name", accessRole("")],
  [
    "that was downgraded",
    create(RoleV6Schema, { Version: "v7", Metadata: { Name: "r", Labels: { TeleportDowngraded: "x" } } }),
  ],
  [
    "whose template names no trait of Teleport",
    create(RoleV6Schema, {
      Version: "v8",
      Metadata: { Name: "r" },
      Spec: { Allow: { AWSRoleARNs: ["{{internal.nonsense}}"] } },
    }),
  ],
  [
    "whose wildcard key has another value",
    create(RoleV6Schema, {
      Version: "v8",
      Metadata: { Name: "r" },
      Spec: { Allow: { AppLabels: { Values: { "*": { Values: ["prod"] } } } } },
    }),
  ],
])("a role %s is refused as a bad parameter", async (_what, role) => {
  expect(await codeOf(bot.auth.createRole({ Role: role }))).toBe(Code.InvalidArgument);
});

test("a role that somebody holds can't be deleted, and the error has no kind of its own", async () => {
  const error = await bot.auth.deleteRole({ Name: "access" }).catch(ConnectError.from);
  expect(error).toMatchObject({
    code: Code.Unknown,
    rawMessage: expect.stringContaining("in use by a user"),
  });
  expect((await bot.auth.getRole({ Name: "access" })).Metadata?.Name).toBe("access");
});

test("roles come in pages, in the order of their names, and nothing twice", async () => {
  const names: string[] = [];
  let StartKey = "";
  do {
    const page = await bot.auth.listRoles({ Limit: 3, StartKey });
    expect(page.Roles.length).toBeLessThanOrEqual(3);
    names.push(...page.Roles.map((role) => role.Metadata?.Name ?? ""));
    StartKey = page.NextKey;
  } while (StartKey !== "");
  expect(names).toEqual([...new Set(names)].sort());
  expect(names).toContain("access");
  expect(names.length).toBeGreaterThan(6);
});

test("a user's roles and traits are updated by revision; who made the user stays", async () => {
  const alice = await userNamed("alice");
  const stale = await userNamed("alice");
  alice.Spec?.Roles.push("wiki-users");
  if (alice.Spec) delete alice.Spec.CreatedBy;
  const { user } = await bot.users.updateUser({ user: alice });
  expect(user?.Spec?.Roles).toEqual(["access", "wiki-users"]);
  expect(user?.Spec?.CreatedBy?.User?.Name).toBe("system");
  expect(await codeOf(bot.users.updateUser({ user: stale }))).toBe(Code.FailedPrecondition);
});

test("a user can't be given a role that does not exist", async () => {
  const bob = await userNamed("bob");
  bob.Spec?.Roles.push("nowhere");
  expect(await codeOf(bot.users.updateUser({ user: bob }))).toBe(Code.NotFound);
});

test("users are listed with their origin, and the bot reads itself without permission", async () => {
  const { users } = await bot.users.listUsers({ pageSize: 100 });
  const sso = users.filter((user) => user.Spec?.CreatedBy?.Connector).map((user) => user.Metadata?.Name);
  expect(sso).toEqual(["carol", "frank"]);
  expect(users.length).toBeGreaterThanOrEqual(12);
  const { user } = await bot.users.getUser({ currentUser: true });
  expect(user?.Metadata?.Name).toBe("bot-aws-access");
  expect((await bot.auth.getCurrentUser({})).Metadata?.Name).toBe("bot-aws-access");
  const people = await bot.users.listUsers({ filter: { SkipSystemUsers: true } });
  expect(people.users.map((one) => one.Metadata?.Name)).not.toContain("bot-aws-access");
  expect(await codeOf(bot.users.getUser({ name: "alice", withSecrets: true }))).toBe(Code.PermissionDenied);
});

test("a person who may edit roles is still refused without multi-factor verification; a bot is exempt", async () => {
  const admin = clientsFor(sandbox, await identityOf(sandbox, "admin@acme"));
  expect(await codeOf(admin.auth.listRoles({ Limit: 10 }))).toBe("OK");
  const error = await admin.auth.createRole({ Role: accessRole("aws_access_Two") }).catch(ConnectError.from);
  expect(error).toMatchObject({
    code: Code.PermissionDenied,
    rawMessage: expect.stringContaining("multi-factor"),
  });
  const { user } = await admin.users.getUser({ currentUser: true });
  expect(await codeOf(admin.users.updateUser({ user: user ?? {} }))).toBe(Code.PermissionDenied);
  admin.close();
});

test("whoever has no rule for it is refused by name of verb and kind, but reads the roles held", async () => {
  const bob = clientsFor(sandbox, await identityOf(sandbox, "bob"));
  const error = await bob.auth.listRoles({ Limit: 10 }).catch(ConnectError.from);
  expect(error).toMatchObject({
    code: Code.PermissionDenied,
    rawMessage: expect.stringMatching(/"list".*"role"/),
  });
  expect(await codeOf(bob.users.listUsers({}))).toBe(Code.PermissionDenied);
  expect(await codeOf(bob.users.getUser({ name: "alice" }))).toBe(Code.PermissionDenied);
  expect(await codeOf(bob.auth.getRole({ Name: "developer" }))).toBe("OK");
  expect(await codeOf(bob.auth.getRole({ Name: "access" }))).toBe(Code.PermissionDenied);
  const own: (string | undefined)[] = [];
  for await (const role of bob.auth.getCurrentUserRoles({})) own.push(role.Metadata?.Name);
  expect(own).toEqual(["developer"]);
  bob.close();
});

test("the app's bot may do nothing beyond its work: it can't make or delete users", async () => {
  expect(await codeOf(bot.users.deleteUser({ name: "bob" }))).toBe(Code.PermissionDenied);
  expect(await codeOf(bot.users.createUser({ user: { Metadata: { Name: "x" }, Spec: {} } }))).toBe(
    Code.PermissionDenied,
  );
});
