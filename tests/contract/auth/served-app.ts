import {
  createServer,
  request as sendRequest,
  type IncomingHttpHeaders,
  type RequestListener,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { TeleportSandbox } from "#lib/sandbox/teleport/server.ts";

/** Turns one of the sandbox's switches for tests. */
export async function controlJson(sandbox: TeleportSandbox, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${sandbox.webUrl}/_sandbox/${path}`, {
    method: "POST",
    headers: { "x-sandbox": "1" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}

/** An application on a free port, which remembers what it was sent. */
export async function startApplication(answer: RequestListener) {
  const seen: { method: string; url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** One request under a host name of one's choice. */
export async function statusUnder(url: string, host: string): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    sendRequest(url, { headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
