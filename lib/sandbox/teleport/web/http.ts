import type { IncomingMessage, ServerResponse } from "node:http";

const bodyBytesMax = 1024 * 1024;

/** Reads a request's body; too long a one is an error. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyBytesMax) throw new RangeError("The request's body is too long.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Another name for this address would be another site that a browser can be led to (DNS rebinding). */
export function isOwnHost(request: IncomingMessage): boolean {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  return name === "127.0.0.1" || name === "localhost";
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(value));
}

/** Teleport's error body. */
export function sendApiError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message } });
}
