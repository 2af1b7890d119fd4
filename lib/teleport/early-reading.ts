import type { ClientHttp2Stream } from "node:http2";
import { PassThrough } from "node:stream";
import type { Readable } from "node:stream";
import type { Http2SessionManager } from "@connectrpc/connect-node";

function received(stream: ClientHttp2Stream): Readable {
  const body = stream.pipe(new PassThrough());
  stream.once("close", () => {
    if (!stream.readableEnded) body.destroy(new Error("The answer ended early"));
  });
  // Whoever reads it is told; a stream that nobody reads must not end the process.
  body.on("error", () => undefined);
  return body;
}

/**
 * Node takes an HTTP/2 stream that the peer closed before anybody iterated over it for one that was cut, data or not.
 * Through a tunnel a small answer comes whole in one turn, so its body is taken in from the start.
 */
export function readEarly(sessions: Http2SessionManager): Http2SessionManager {
  const request = sessions.request.bind(sessions);
  sessions.request = async (...what) => {
    const stream = await request(...what);
    const body = received(stream);
    return Object.assign(stream, { [Symbol.asyncIterator]: () => body[Symbol.asyncIterator]() });
  };
  return sessions;
}
