import type { IncomingMessage, ServerResponse } from "node:http";
import { dispatch, type Backend } from "../api/dispatch.ts";
import { errorXml, xmlType } from "../api/xml.ts";
import type { Federation } from "../console/federation.ts";
import { consoleReply } from "../console/console-routes.ts";
import { controlReply } from "./control-routes.ts";
import { isLoopbackHost } from "./loopback.ts";
import { textReply, type Reply } from "./reply.ts";

const maxBodyBytes = 1024 * 1024;

/** Sends each request to where its path belongs: control, console, or the API. Nothing here ever allows CORS. */
export async function answerRequest(
  backend: Backend,
  federation: Federation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("date", backend.now().toUTCString());
  const body = await readBody(request);
  if (body === null) {
    send(response, textReply(413, "The request is too long."));
    return;
  }
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const query = rest.join("?");
  const method = request.method ?? "GET";
  const isPage = path === "/federation" || path === "/console" || path.startsWith("/_sandbox/");
  if (isPage && !isLoopbackHost(request.headers.host)) {
    // A name that leads here from elsewhere may belong to somebody else's page.
    send(response, textReply(403, "This address is served under loopback names only."));
    return;
  }
  if (path.startsWith("/_sandbox/")) {
    send(response, controlReply(backend, { method, path, headers: request.headers, body: body.toString() }));
    return;
  }
  const params = new URLSearchParams([
    ...new URLSearchParams(query),
    ...new URLSearchParams(method === "POST" ? body.toString() : ""),
  ]);
  const page = isPage
    ? consoleReply(
        federation,
        backend.store.view,
        { path, params, host: request.headers.host ?? "" },
        backend.now().getTime(),
      )
    : null;
  if (page) {
    send(response, page);
    return;
  }
  const answer = await dispatch(backend, { method, path, query, headers: request.headers, body });
  if (answer === null) {
    response.destroy();
    return;
  }
  send(response, {
    status: answer.status,
    headers: { "content-type": xmlType, "x-amzn-requestid": answer.requestId },
    body: answer.body,
  });
}

export function answerFailure(response: ServerResponse): void {
  const failure = { code: "ServiceFailure", status: 500, message: "The request processing has failed." };
  if (response.headersSent) response.destroy();
  else
    send(response, { status: 500, headers: { "content-type": xmlType }, body: errorXml("iam", failure, "") });
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** Null: longer than anything IAM takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk as Uint8Array);
    size += part.length;
    if (size <= maxBodyBytes) chunks.push(part);
  }
  return size > maxBodyBytes ? null : Buffer.concat(chunks);
}
