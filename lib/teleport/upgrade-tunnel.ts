import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { Duplex } from "node:stream";
import { AppError } from "#lib/domain/errors.ts";
import { formatAddress } from "./address.ts";
import { behindBalancer } from "./connection-problem.ts";
import { unreachable } from "./network-problem.ts";
import { webFailure } from "./web-request.ts";
import type { WebTarget } from "./web-request.ts";
import { clientFrame, opcodes, serverFrames } from "./websocket-frames.ts";

const upgradePath = "/webapi/connectionupgrade";

/**
 * Plain `alpn`: how `alpn-ping` frames its pings is not confirmed, and the pings of HTTP/2 inside the tunnel keep it open
 * as well. The older form (`Upgrade: alpn`, raw bytes) is not spoken: it was to go with Teleport 17.
 */
const subProtocol = "alpn";

/** A constant of RFC 6455, 1.3. */
const acceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Null: the tunnel stands. */
function refusal(response: IncomingMessage, key: string, address: string): AppError | null {
  const status = response.statusCode ?? 0;
  // The balancer speaks for a proxy that is away for the moment.
  if (status >= 502 && status <= 504) {
    return new AppError(unreachable(address, null, `The load balancer answers with HTTP ${status}.`));
  }
  const answered = `The proxy answered the request for a tunnel through it (${upgradePath}) with HTTP ${status}`;
  if (status === 404) {
    return new AppError(behindBalancer(address, `${answered}: this version of Teleport offers none.`));
  }
  if (status !== 101) {
    return new AppError(
      behindBalancer(address, `${answered}: the balancer may not pass WebSocket connections on.`),
    );
  }
  const expected = createHash("sha1")
    .update(key + acceptSuffix)
    .digest("base64");
  const chosen = response.headers["sec-websocket-protocol"] ?? subProtocol;
  if (response.headers["sec-websocket-accept"] === expected && chosen === subProtocol) return null;
  return new AppError(
    behindBalancer(address, "What answered the request for a tunnel is no Teleport proxy."),
  );
}

/**
 * A stream to the proxy through a balancer that ends TLS: a WebSocket on its HTTPS, whose binary frames carry the bytes.
 * What is written before the proxy has agreed waits. Fails with AppError.
 */
export function openUpgradeTunnel(target: WebTarget): Duplex {
  const address = formatAddress(target.address);
  const key = randomBytes(16).toString("base64");
  let wire: Duplex | null = null;
  let waiting: (() => void) | null = null;

  const outgoing = request({
    host: target.address.host,
    port: target.address.port,
    servername: target.serverName ?? "",
    ca: target.trustRoots,
    agent: false,
    method: "GET",
    path: upgradePath,
    headers: {
      host: target.hostHeader,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": key,
      "sec-websocket-protocol": subProtocol,
    },
  });

  const tunnel = new Duplex({
    read() {
      wire?.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      const send = (): void => {
        wire?.write(clientFrame(opcodes.binary, chunk), done);
      };
      if (wire === null) waiting = send;
      else send();
    },
    final(done) {
      if (wire === null) outgoing.destroy();
      else wire.end(clientFrame(opcodes.close, Buffer.alloc(0)));
      done();
    },
    destroy(error, done) {
      outgoing.destroy();
      wire?.destroy();
      done(error);
    },
  });

  const carry = (socket: Duplex, head: Buffer): void => {
    wire = socket;
    const framesOf = serverFrames();
    const receive = (chunk: Buffer): void => {
      try {
        for (const { opcode, payload } of framesOf(chunk)) {
          if (opcode === opcodes.binary || opcode === opcodes.continuation) {
            if (payload.length > 0 && !tunnel.push(payload)) socket.pause();
          } else if (opcode === opcodes.ping) socket.write(clientFrame(opcodes.pong, payload));
          else if (opcode === opcodes.close) tunnel.push(null);
        }
      } catch (error) {
        tunnel.destroy(
          new AppError(unreachable(address, null, "What comes out of the tunnel can't be read."), {
            cause: error,
          }),
        );
      }
    };
    socket.on("data", receive);
    socket.on("error", (error) => tunnel.destroy(error));
    socket.once("close", () => tunnel.destroy());
    if (head.length > 0) receive(head);
    waiting?.();
    waiting = null;
  };

  outgoing.on("upgrade", (response, socket, head) => {
    const refused = refusal(response, key, address);
    if (refused === null) carry(socket, head);
    else {
      socket.destroy();
      tunnel.destroy(refused);
    }
  });
  outgoing.on("response", (response) => {
    response.resume();
    tunnel.destroy(refusal(response, key, address) ?? undefined);
  });
  outgoing.on("error", (error) => {
    tunnel.destroy(webFailure(error, target));
  });
  outgoing.end();
  return tunnel;
}
