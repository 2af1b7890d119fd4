import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Server } from "node:https";
import type { Duplex } from "node:stream";
import { openServerSocket } from "./server-websocket.ts";

const path = "/webapi/connectionupgrade";

/** `alpn-ping` is served by WebSocket pings: how the real proxy frames them is not confirmed. */
const subProtocols = ["alpn", "alpn-ping"];

/** A constant of RFC 6455, 1.3. */
const acceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

function chosenProtocol({ headers, method, url }: IncomingMessage): string | null {
  const asked = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const isWebSocket =
    method === "GET" &&
    headers.upgrade?.toLowerCase() === "websocket" &&
    headers["sec-websocket-version"] === "13" &&
    headers["sec-websocket-key"] !== undefined;
  if (!isWebSocket || url?.replace(/^\/v1(?=\/webapi\/)/, "") !== path) return null;
  return asked.find((name) => subProtocols.includes(name)) ?? null;
}

/**
 * Lets clients behind a balancer in: after the upgrade the bytes of the frames are treated as a connection of their own,
 * ClientHello first.
 */
export function serveConnectionUpgrade(web: Server, receive: (stream: Duplex) => void): void {
  web.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const protocol = chosenProtocol(request);
    if (protocol === null) {
      socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"] ?? ""}${acceptSuffix}`)
      .digest("base64");
    socket.write(
      [
        "HTTP/1.1 101 Switching Protocols",
        "connection: Upgrade",
        "upgrade: websocket",
        `sec-websocket-accept: ${accept}`,
        `sec-websocket-protocol: ${protocol}`,
        "\r\n",
      ].join("\r\n"),
    );
    receive(openServerSocket(socket, head, { pings: protocol === "alpn-ping" }));
  });
}
