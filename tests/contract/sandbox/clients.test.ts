import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { fromBinary, toBinary, create } from "@bufbuild/protobuf";
import { IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { credentials, Client as GrpcClient, Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ListRolesRequestSchema,
  ListRolesResponseSchema,
} from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { startSandbox, type Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { production } from "#lib/sandbox/seed/company.ts";
import { isInstalled } from "../../support/enrollment/shell.ts";
import { stubAwsEnvironment } from "../aws/sandbox-account.ts";
import { clientsFor, parseIdentity } from "./teleport/grpc-client.ts";

/* Clients that nobody wrote for the sandbox, pointed at it by its environment alone. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ awsPort: 0, teleportPort: 0, webPort: 0, dir: null, roles: 0 });
  stubAwsEnvironment(
    Object.fromEntries(Object.entries(sandbox.env).filter(([name]) => name.startsWith("AWS_"))),
  );
});
afterAll(() => sandbox.close());

/** One call with grpc-js, which knows nothing of Teleport's routes: by direct dial, offering h2 alone. */
function callWithGrpcJs(path: string, message: Uint8Array): Promise<Uint8Array> {
  const { key, certificate, authorities } = parseIdentity(
    readFileSync(sandbox.teleport.identityFile, "utf8"),
  );
  const channel = credentials.createSsl(Buffer.from(authorities), Buffer.from(key), Buffer.from(certificate));
  const client = new GrpcClient(sandbox.teleport.proxyAddress, channel, {
    "grpc.ssl_target_name_override": "teleport.cluster.local",
    "grpc.default_authority": "teleport.cluster.local",
  });
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => bytes,
      Buffer.from(message),
      new Metadata(),
      (error: ServiceError | null, answer?: Buffer) => {
        client.close();
        if (error) reject(error);
        else resolve(new Uint8Array(answer ?? Buffer.alloc(0)));
      },
    );
  });
}

describe("the Teleport half", () => {
  test("gives grpc-js by direct dial and Connect through the proxy's route the same roles", async () => {
    const connect = clientsFor(sandbox.teleport);
    const throughProxy = await connect.auth.listRoles({ Limit: 100 });
    connect.close();
    const request = toBinary(ListRolesRequestSchema, create(ListRolesRequestSchema, { Limit: 100 }));
    const direct = fromBinary(
      ListRolesResponseSchema,
      await callWithGrpcJs("/proto.AuthService/ListRoles", request),
    );
    expect(direct.Roles.length).toBeGreaterThan(5);
    expect(direct.Roles).toEqual(throughProxy.Roles);
  });

  test("tells grpc-js in gRPC's own codes what it lacks and what it refuses", async () => {
    await expect(callWithGrpcJs("/proto.AuthService/NoSuchMethod", new Uint8Array())).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
    });
    await expect(callWithGrpcJs("/proto.AuthService/GetRole", new Uint8Array())).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });
});

describe("the AWS half", () => {
  test("is found by the SDK through its environment, and pages as AWS does", async () => {
    const [sts, iam] = [new STSClient({}), new IAMClient({})];
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(production.accountId);
    const pages = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 10 }, {})) pages.push(page);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flatMap(({ Roles }) => Roles ?? []).length).toBeGreaterThan(30);
    sts.destroy();
    iam.destroy();
  });

  // Where the command is not installed there is nothing to say about it.
  test.each(["aws"].filter(isInstalled))(
    "is found by the %s command through its environment",
    async (command) => {
      const aws = async (...args: string[]) => {
        const { stdout } = await promisify(execFile)(command, [...args, "--output", "json"]);
        return JSON.parse(stdout) as unknown;
      };
      expect(await aws("sts", "get-caller-identity")).toMatchObject({ Account: production.accountId });
      expect(await aws("iam", "get-role", "--role-name", "Developer")).toMatchObject({
        Role: { RoleName: "Developer", AssumeRolePolicyDocument: { Version: "2012-10-17" } },
      });
    },
  );
});
