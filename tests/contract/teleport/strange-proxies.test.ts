import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAuthority } from "#lib/sandbox/teleport/identity/certificates.ts";
import { pingDocument, startFakeProxy } from "./fake-proxy.ts";
import type { FakeProxy } from "./fake-proxy.ts";
import { openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;
let dir: string;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  cluster = await openSandboxCluster();
  dir = mkdtempSync(join(tmpdir(), "strange-"));
});
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await cluster.close();
});

const answering =
  (status: number, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };
const ping = answering(200, pingDocument("teleport.acme.test"));

async function fake(options: Partial<Parameters<typeof startFakeProxy>[0]> = {}): Promise<FakeProxy> {
  const proxy = await startFakeProxy({
    certificateName: "teleport.acme.test",
    alpn: "none",
    answer: ping,
    ...options,
  });
  opened.push(proxy);
  return proxy;
}

/** A server that is no HTTPS server; `close` also ends its connections. */
async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const at = (proxyAddress: string, more: Partial<Parameters<SandboxCluster["open"]>[0]> = {}) =>
  cluster.open({ proxyAddress, connectTimeoutMs: 300, ...more });

describe("the web API", () => {
  test("with a certificate of an authority that is not trusted is refused", async () => {
    const proxy = await fake();
    await expect(at(proxy.address).cluster()).rejects.toMatchObject({
      code: "teleport-tls-untrusted",
      problem: { why: "None of the authorities in TELEPORT_CA_FILE stands behind it." },
    });
  });

  test("with a private certificate and no CA file is refused", async () => {
    const { createTeleport } = await import("#lib/teleport/teleport.ts");
    const { VirtualClock } = await import("../../support/ports/virtual-clock.ts");
    const teleport = createTeleport({
      proxyAddress: cluster.sandbox.proxyAddress,
      identityFile: cluster.sandbox.identityFile,
      clock: new VirtualClock(),
    });
    opened.push(teleport);
    await expect(teleport.cluster()).rejects.toMatchObject({
      code: "teleport-tls-untrusted",
      problem: { why: "No public certificate authority stands behind it." },
    });
  });

  test("whose certificate does not cover the cluster's public name is refused", async () => {
    const proxy = await fake({ certificateName: "elsewhere.test" });
    await expect(at(proxy.address, { caFile: proxy.caFile }).cluster()).rejects.toMatchObject({
      code: "teleport-tls-untrusted",
      problem: { why: "It is not made out to teleport.acme.test, the cluster's public address." },
    });
  });

  test("of another cluster than the identity's is refused", async () => {
    const proxy = await fake({
      certificateName: "other.acme.test",
      answer: answering(200, pingDocument("other.acme.test")),
    });
    await expect(at(proxy.address, { caFile: proxy.caFile }).cluster()).rejects.toMatchObject({
      code: "teleport-wrong-cluster",
      problem: { evidence: "teleport.acme.test / other.acme.test" },
    });
  });

  test.each([
    ["an error page", answering(500, "<html>oops</html>")],
    ["a page", answering(200, "<html>hello</html>")],
    ["another program's JSON", answering(200, '{"status":"ok"}')],
    ["nothing of that name", answering(404, "not found")],
  ])("that answers with %s is no Teleport proxy", async (_what, answer) => {
    const proxy = await fake({ answer });
    await expect(at(proxy.address, { caFile: proxy.caFile }).cluster()).rejects.toMatchObject({
      code: "teleport-unknown",
      problem: { what: `${proxy.address} does not answer /webapi/ping as a Teleport proxy does.` },
    });
  });

  test("where nothing listens is unreachable", async () => {
    const server = createServer();
    const address = await listening(server);
    server.close();
    await expect(at(address).cluster()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "Nothing listens there.", evidence: `${address}: ECONNREFUSED` },
    });
  });

  test("that never answers is given up", async () => {
    const address = await listening(createServer(() => undefined));
    await expect(at(address).cluster()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "No answer came in time." },
    });
  });

  test("that does not speak TLS is told in words", async () => {
    const address = await listening(createHttpServer(ping));
    await expect(at(address).cluster()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "What listens there does not speak HTTPS." },
    });
  });

  test("whose public name changes is known by the new one at the next call", async () => {
    let name = "teleport.acme.test";
    const proxy = await fake({
      certificateName: "*.acme.test",
      answer: (request, response) => {
        const known = request.headers.host === name || request.headers.host?.startsWith("127.");
        answering(known === true ? 200 : 404, pingDocument("teleport.acme.test", `${name}:443`))(
          request,
          response,
        );
      },
    });
    const teleport = at(proxy.address, { caFile: proxy.caFile });
    expect((await teleport.cluster()).publicHost).toBe("teleport.acme.test");
    name = "access.acme.test";
    await expect(teleport.cluster()).rejects.toMatchObject({ code: "teleport-unknown" });
    expect((await teleport.cluster()).publicHost).toBe("access.acme.test");
  });

  test("keeps a port other than 443 in the public address", async () => {
    const proxy = await fake({
      answer: answering(200, pingDocument("teleport.acme.test", "teleport.acme.test:3080")),
    });
    expect(await at(proxy.address, { caFile: proxy.caFile }).cluster()).toMatchObject({
      publicAddress: "teleport.acme.test:3080",
      publicHost: "teleport.acme.test",
      webUrl: "https://teleport.acme.test:3080",
    });
  });
});

describe("gRPC", () => {
  test.each(["none", "http/1.1", "h2"] as const)(
    "behind a balancer that chooses ALPN %s names the address to set, and no TLS error",
    async (alpn) => {
      const proxy = await fake({ alpn });
      const error: unknown = await at(proxy.address, { caFile: proxy.caFile })
        .listRoles()
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: "teleport-behind-balancer",
        problem: { remedy: expect.stringContaining("TELEPORT_AUTH_ADDRESS") as unknown },
      });
    },
  );

  test("passes such a balancer by direct dial", async () => {
    const proxy = await fake();
    const teleport = at(proxy.address, {
      caFile: proxy.caFile,
      directAuthAddress: cluster.sandbox.proxyAddress,
    });
    expect((await teleport.listRoles()).length).toBeGreaterThan(5);
  });

  const identityText = () => readFileSync(cluster.sandbox.identityFile, "utf8");
  const withAuthorities = (text: string, authorities: string): string => {
    const endOfCertificate = text.indexOf("-----END CERTIFICATE-----") + 26;
    return text.slice(0, endOfCertificate) + authorities;
  };

  test("at an auth service that the identity does not trust is refused", async () => {
    const { certificatePem } = await createAuthority("Host CA", "teleport.acme.test");
    const identityFile = join(dir, "foreign-ca");
    writeFileSync(identityFile, withAuthorities(identityText(), certificatePem));
    await expect(cluster.open({ identityFile }).listRoles()).rejects.toMatchObject({
      code: "teleport-tls-untrusted",
    });
    const direct = { identityFile, directAuthAddress: cluster.sandbox.proxyAddress };
    await expect(cluster.open(direct).listRoles()).rejects.toMatchObject({ code: "teleport-tls-untrusted" });
  });

  test("by direct dial at a trusted server that chooses no protocol is not the auth service", async () => {
    const server = await fake({ certificateName: "teleport.cluster.local" });
    const identityFile = join(dir, "trusts-server");
    writeFileSync(identityFile, withAuthorities(identityText(), readFileSync(server.caFile, "utf8")));
    const teleport = cluster.open({ identityFile, directAuthAddress: server.address });
    await expect(teleport.listRoles()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "What listens there does not speak gRPC over TLS as an auth service does." },
    });
  });

  test("with an identity that the cluster does not trust is refused", async () => {
    const other = await openSandboxCluster();
    opened.push(other);
    const foreign = readFileSync(other.sandbox.identityFile, "utf8");
    const authorities = identityText().slice(identityText().indexOf("-----END CERTIFICATE-----") + 26);
    const identityFile = join(dir, "foreign-user");
    writeFileSync(identityFile, withAuthorities(foreign, authorities));
    await expect(cluster.open({ identityFile }).listRoles()).rejects.toMatchObject({
      code: "teleport-identity-invalid",
    });
  });

  test("by direct dial at something that speaks no TLS is unreachable", async () => {
    const directAuthAddress = await listening(createHttpServer(ping));
    await expect(cluster.open({ directAuthAddress }).listRoles()).rejects.toMatchObject({
      code: "teleport-unreachable",
    });
  });

  test("by direct dial at something that never answers is unreachable", async () => {
    const directAuthAddress = await listening(createServer(() => undefined));
    const teleport = cluster.open({ directAuthAddress, connectTimeoutMs: 200 });
    await expect(teleport.listRoles()).rejects.toMatchObject({
      code: "teleport-unreachable",
      problem: { why: "No answer came in time." },
    });
  });
});

test.each([
  ["proxyAddress", { proxyAddress: "not an address" }],
  ["directAuthAddress", { directAuthAddress: "host:99999" }],
  ["caFile", { caFile: "/nonexistent/ca.pem" }],
])("a bad %s is named when the adapter is opened", (_option, options) => {
  expect(() => cluster.open(options)).toThrow("configuration-invalid");
});
