import { create, toJson } from "@bufbuild/protobuf";
import type { UnknownField } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { RoleV6Schema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { clientsFor } from "../sandbox/teleport/grpc-client.ts";
import type { Clients } from "../sandbox/teleport/grpc-client.ts";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;
let raw: Clients;

beforeAll(async () => {
  cluster = await openSandboxCluster();
  raw = clientsFor(cluster.sandbox);
});
afterAll(async () => {
  raw.close();
  await cluster.close();
});

/** A length-delimited field that no .proto of ours lists. */
const unlisted = (no: number): UnknownField => ({ no, wireType: 2, data: new Uint8Array([3, 97, 98, 99]) });
const numbers = (fields: UnknownField[] | undefined) => (fields ?? []).map(({ no }) => no);

test("a role keeps what the app does not know, at every depth", async () => {
  const role = create(RoleV6Schema, {
    Version: "v8",
    Metadata: { Name: "ours", Labels: { [enrollmentLabel]: "x" } },
    Spec: { Options: { MaxSessionTTL: 7n }, Allow: {}, Deny: { AWSRoleARNs: ["arn:x"] } },
  });
  role.$unknown = [unlisted(101)];
  if (role.Spec?.Options) role.Spec.Options.$unknown = [unlisted(102)];
  if (role.Spec?.Deny) role.Spec.Deny.$unknown = [unlisted(103)];
  await raw.auth.createRole({ Role: role });

  await cluster.teleport.updateRole("ours", {
    appLabels: { aws_account_id: ["210987654321"], a: ["b"] },
    awsRoleArns: [],
  });

  const after = await raw.auth.getRole({ Name: "ours" });
  expect(after.Spec?.Allow?.AppLabels?.Values.a?.Values).toEqual(["b"]);
  expect(after.Spec?.Options?.MaxSessionTTL).toBe(7n);
  expect(after.Spec?.Deny?.AWSRoleARNs).toEqual(["arn:x"]);
  expect(numbers(after.$unknown)).toEqual([101]);
  expect(numbers(after.Spec?.Options?.$unknown)).toEqual([102]);
  expect(numbers(after.Spec?.Deny?.$unknown)).toEqual([103]);
});

test("a role keeps all of it but the label when it is adopted, and again when it is given back", async () => {
  const arn = "arn:aws:iam::210987654321:role/Developer";
  const role = create(RoleV6Schema, {
    Version: "v7",
    Metadata: { Name: "theirs", Description: "By hand", Labels: { owner: "ops" } },
    Spec: {
      Options: { MaxSessionTTL: 7n },
      Allow: { AppLabels: { Values: { aws_account_id: { Values: ["210987654321"] } } }, AWSRoleARNs: [arn] },
      Deny: { Logins: ["root"] },
    },
  });
  role.$unknown = [unlisted(101)];
  if (role.Spec?.Options) role.Spec.Options.$unknown = [unlisted(102)];
  const asMade = await raw.auth.createRole({ Role: role });
  const rest = (message: typeof asMade) =>
    toJson(RoleV6Schema, { ...message, Metadata: { ...message.Metadata!, Labels: {}, Revision: "" } });

  await cluster.teleport.adoptRole("theirs", { integration: "acme-development" });
  const adopted = await raw.auth.getRole({ Name: "theirs" });
  expect(adopted.Metadata?.Labels).toEqual({ owner: "ops", [enrollmentLabel]: "acme-development" });
  expect(rest(adopted)).toEqual(rest(asMade));
  expect(numbers(adopted.$unknown)).toEqual([101]);
  expect(numbers(adopted.Spec?.Options?.$unknown)).toEqual([102]);

  await cluster.teleport.releaseRole("theirs", { integration: "acme-development" });
  const released = await raw.auth.getRole({ Name: "theirs" });
  expect(released.Metadata?.Labels).toEqual({ owner: "ops" });
  expect(rest(released)).toEqual(rest(asMade));
  expect(numbers(released.$unknown)).toEqual([101]);
});

test("a role whose allow side has a field that the app does not know grants more", async () => {
  const role = create(RoleV6Schema, {
    Version: "v8",
    Metadata: { Name: "newer", Labels: { [enrollmentLabel]: "x" } },
    Spec: { Allow: {} },
  });
  if (role.Spec?.Allow) role.Spec.Allow.$unknown = [unlisted(104)];
  await raw.auth.createRole({ Role: role });
  expect((await cluster.teleport.getRole("newer"))?.grantsMore).toBe(true);
});

test("a user keeps what the app does not know", async () => {
  const { user } = await raw.users.getUser({ name: "dana" });
  if (user?.Spec) user.Spec.$unknown = [unlisted(109)];
  if (user) await raw.users.updateUser({ user });

  await cluster.teleport.updateUserAccess("dana", {
    addRoles: [],
    removeRoles: [],
    addRoleArns: ["arn:aws:iam::210987654321:role/Developer"],
    removeRoleArns: [],
  });

  const after = await raw.users.getUser({ name: "dana" });
  expect(numbers(after.user?.Spec?.$unknown)).toEqual([109]);
  expect(after.user?.Spec?.Traits?.Values.aws_role_arns?.Values).toHaveLength(1);
  expect(after.user?.Spec?.CreatedBy).toEqual(user?.Spec?.CreatedBy);
});

test("an app keeps what the app does not know, also within its spec", async () => {
  const integration = "acme-development";
  const [current] = (await cluster.teleport.listApps()).filter(({ name }) => name === integration);
  const server = create(AppServerV3Schema, {
    Kind: "app_server",
    Version: "v3",
    Metadata: { Name: integration, Namespace: "default" },
    Spec: {
      HostID: current?.hostId ?? "",
      Hostname: "kept",
      App: {
        Kind: "app",
        Version: "v3",
        Metadata: { Name: integration },
        Spec: {
          URI: "https://console.aws.amazon.com",
          Integration: integration,
          PublicAddr: current?.publicAddr ?? "",
          Rewrite: { JWTClaims: "roles" },
        },
      },
    },
  });
  if (server.Spec?.App?.Spec) server.Spec.App.Spec.$unknown = [unlisted(111)];
  await raw.auth.upsertApplicationServer({ Server: server });

  const app = (await cluster.teleport.listApps()).find(({ name }) => name === integration);
  if (!app) throw new Error("The app is not listed");
  await cluster.teleport.upsertApp({ ...app, labels: { aws_account_id: "210987654321", new: "label" } });

  const page = await raw.auth.listResources({ ResourceType: "app_server", Limit: 100 });
  const after = page.Resources.flatMap(({ resource }) =>
    resource.case === "AppServer" && resource.value.Metadata?.Name === integration ? [resource.value] : [],
  );
  expect(after).toHaveLength(1);
  expect(after[0]?.Spec?.Hostname).toBe("kept");
  expect(after[0]?.Spec?.App?.Metadata?.Labels).toEqual({ aws_account_id: "210987654321", new: "label" });
  expect(after[0]?.Spec?.App?.Spec?.Rewrite?.JWTClaims).toBe("roles");
  expect(numbers(after[0]?.Spec?.App?.Spec?.$unknown)).toEqual([111]);
});
