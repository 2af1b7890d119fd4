import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { Code, ConnectError } from "@connectrpc/connect";
import { credentials, Client as GrpcClient, Metadata, type ServiceError } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBinary } from "@bufbuild/protobuf";
import { PingResponseSchema } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { startTeleport, type TeleportSandbox } from "#lib/sandbox/teleport/server.ts";
import { clientsFor, dial, identityOf, parseIdentity, proxyRoute } from "./grpc-client.ts";

let sandbox: TeleportSandbox;

beforeAll(async () => {
  sandbox = await startTeleport({ proxyPort: 0, webPort: 0, dir: null, awsEndpoint: null });
});

afterAll(() => sandbox.close());

test("Ping through the proxy's route names the cluster and its public address without the port it is on", async () => {
  const clients = clientsFor(sandbox);
  const pong = await clients.auth.ping({});
  expect(pong).toMatchObject({
    ClusterName: "teleport.acme.test",
    ServerVersion: "18.2.0",
    ProxyPublicAddr: "teleport.acme.test:443",
  });
  expect((await clients.auth.getDomainName({})).DomainName).toBe("teleport.acme.test");
  clients.close();
});

test("the route's first protocol decides, and h2 is what is spoken", async () => {
  const socket = dial(sandbox, parseIdentity(readFileSync(sandbox.identityFile, "utf8")), {
    serverName: "teleport.cluster.local",
  });
  await once(socket, "secureConnect");
  expect(socket.alpnProtocol).toBe("h2");
  expect(socket.getPeerCertificate().subjectaltname).toContain("DNS:teleport.cluster.local");
  socket.destroy();
});

test("a route to another cluster is cut off", async () => {
  const socket = dial(sandbox, parseIdentity(readFileSync(sandbox.identityFile, "utf8")), {
    protocols: [`teleport-auth@${Buffer.from("other").toString("hex")}.teleport.cluster.local`, "h2"],
  });
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
});

function pingWithGrpcJs(): Promise<Uint8Array> {
  const { key, certificate, authorities } = parseIdentity(readFileSync(sandbox.identityFile, "utf8"));
  const channel = credentials.createSsl(Buffer.from(authorities), Buffer.from(key), Buffer.from(certificate));
  const client = new GrpcClient(sandbox.proxyAddress, channel, {
    "grpc.ssl_target_name_override": "teleport.cluster.local",
    "grpc.default_authority": "teleport.cluster.local",
  });
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      "/proto.AuthService/Ping",
      (message: Buffer) => message,
      (bytes: Buffer) => bytes,
      Buffer.alloc(0),
      new Metadata(),
      (error: ServiceError | null, answer?: Buffer) => {
        client.close();
        if (error) reject(error);
        else resolve(new Uint8Array(answer ?? Buffer.alloc(0)));
      },
    );
  });
}

test("another gRPC client reaches the auth service directly, offering h2 alone", async () => {
  const answer = fromBinary(PingResponseSchema, await pingWithGrpcJs());
  expect(answer.ClusterName).toBe("teleport.acme.test");
});

test("without a client certificate of the cluster there is no gRPC", async () => {
  const { authorities } = parseIdentity(readFileSync(sandbox.identityFile, "utf8"));
  const clients = clientsFor(sandbox, { key: "", certificate: "", authorities });
  await expect(clients.auth.ping({})).rejects.toThrow(ConnectError);
  clients.close();
});

test("an expired certificate is refused", async () => {
  const clients = clientsFor(sandbox, await identityOf(sandbox, "bot-aws-access", -60));
  await expect(clients.auth.ping({})).rejects.toThrow(ConnectError);
  clients.close();
});

test("a method that this server does not have is UNIMPLEMENTED", async () => {
  const clients = clientsFor(sandbox);
  const error = await clients.auth.listResources({ ResourceType: "node", Limit: 1 }).catch(ConnectError.from);
  expect(error).toMatchObject({ code: Code.Unimplemented });
  clients.close();
});

interface Answer {
  status: number;
  body: unknown;
}

/** A plain HTTPS request as anyone makes it, under the proxy's public name. */
function fetchPublic(path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: "127.0.0.1",
        port: sandbox.proxyPort,
        servername: "teleport.acme.test",
        headers: { host: "teleport.acme.test" },
        ca: readFileSync(sandbox.caFile),
        path,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }),
        );
      },
    );
    request.on("error", reject);
    request.end();
  });
}

test("the same port answers the web API under the public name, with a certificate of the public authority", async () => {
  for (const path of ["/webapi/ping", "/webapi/find", "/v1/webapi/ping"]) {
    const answer = await fetchPublic(path);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        cluster_name: "teleport.acme.test",
        server_version: "18.2.0",
        proxy: { tls_routing_enabled: true, ssh: { public_addr: "teleport.acme.test:443" } },
      },
    });
  }
});

test("the discovery document names the issuer, and its key set lists each key with a blank id, too", async () => {
  const discovery = await fetchPublic("/.well-known/openid-configuration");
  expect(discovery.body).toMatchObject({
    issuer: "https://teleport.acme.test",
    jwks_uri: "https://teleport.acme.test/.well-known/jwks-oidc",
    id_token_signing_alg_values_supported: ["RS256"],
  });
  const { keys } = (await fetchPublic("/.well-known/jwks-oidc")).body as { keys: Record<string, string>[] };
  expect(keys).toHaveLength(2);
  expect(keys.map(({ kid }) => kid)).toContain("");
  expect(keys[0]?.["n"]).toBe(keys[1]?.["n"]);
  expect(keys[0]).not.toHaveProperty("d");
});

test("the thumbprint is forty hex digits, and unknown paths answer Teleport's error body", async () => {
  expect((await fetchPublic("/v1/webapi/thumbprint")).body).toMatch(/^[0-9a-f]{40}$/);
  expect(await fetchPublic("/webapi/nothing")).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringContaining("/webapi/nothing") } },
  });
});

test("a probe for a balancer sees a Teleport protocol accepted", async () => {
  const socket = dial(sandbox, null, {
    serverName: "teleport.acme.test",
    protocols: ["teleport-reversetunnel"],
  });
  await once(socket, "secureConnect");
  expect(socket.alpnProtocol).toBe("teleport-reversetunnel");
  socket.destroy();
  expect(proxyRoute).toMatch(/^teleport-auth@[0-9a-f]+\.teleport\.cluster\.local$/);
});
