import { once } from "node:events";
import { createServer } from "node:net";
import { connect } from "node:tls";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { readClientHello } from "#lib/sandbox/teleport/listen/client-hello.ts";
import { routeOf } from "#lib/sandbox/teleport/listen/tls-listener.ts";

const route = `teleport-auth@${Buffer.from("acme").toString("hex")}.teleport.cluster.local`;
let hello: Buffer;

// The bytes that this very runtime's TLS sends, not a recording that grows old.
beforeAll(async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const client = connect({
    host: "127.0.0.1",
    port: address.port,
    servername: "teleport.cluster.local",
    ALPNProtocols: [route, "h2"],
  });
  client.on("error", () => client.destroy());
  const [socket] = await once(server, "connection");
  const [chunk] = await once(socket, "data");
  hello = chunk;
  client.destroy();
  socket.destroy();
  server.close();
});

test("server name and protocols are read in the order they were offered", () => {
  expect(readClientHello(hello)).toEqual({ serverName: "teleport.cluster.local", protocols: [route, "h2"] });
});

test("any part of it asks for more bytes", () => {
  fc.assert(
    fc.property(fc.nat({ max: hello.length - 1 }), (length) => {
      expect(readClientHello(hello.subarray(0, length))).toBeNull();
    }),
  );
});

test("a message cut into several records is joined", () => {
  const body = hello.subarray(5);
  const half = Math.floor(body.length / 2);
  const records = [body.subarray(0, half), body.subarray(half)].map((part) => {
    const header = Buffer.from([22, 3, 1, 0, 0]);
    header.writeUInt16BE(part.length, 3);
    return Buffer.concat([header, part]);
  });
  expect(readClientHello(Buffer.concat(records))?.protocols).toEqual([route, "h2"]);
});

test("what is no handshake is an error at once", () => {
  expect(() => readClientHello(Buffer.from("GET / HTTP/1.1\r\n"))).toThrow(RangeError);
});

function failureOf(read: () => unknown): unknown {
  try {
    read();
    return null;
  } catch (error) {
    return error;
  }
}

test("changed bytes give a ClientHello, a wish for more or a RangeError, and nothing else", () => {
  fc.assert(
    fc.property(fc.nat({ max: hello.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
      const changed = Buffer.from(hello);
      changed[at] = value;
      expect(failureOf(() => readClientHello(changed))).toSatisfy(
        (error) => error === null || error instanceof RangeError,
      );
    }),
  );
});

test.each([
  [{ serverName: "teleport.cluster.local", protocols: [route, "h2"] }, "auth"],
  [{ serverName: "proxy.example", protocols: [route, "h2"] }, "auth"],
  [{ serverName: "teleport.cluster.local", protocols: ["h2"] }, "auth"],
  [{ serverName: `${Buffer.from("acme").toString("hex")}.teleport.cluster.local`, protocols: [] }, "auth"],
  [{ serverName: "teleport.cluster.local", protocols: ["h2", route] }, "auth"],
  [{ serverName: "acme.example", protocols: ["h2", route] }, "web"],
  [{ serverName: "acme.example", protocols: ["http/1.1"] }, "web"],
  [{ serverName: null, protocols: [] }, "web"],
  [
    { serverName: "teleport.cluster.local", protocols: ["teleport-auth@6f.teleport.cluster.local"] },
    "refused",
  ],
] as const)("%j goes to %s", (offered, where) => {
  expect(routeOf(offered, "acme")).toBe(where);
});
