import type { BrowserContext } from "@playwright/test";

/**
 * Collects what no page may do: send a request beyond loopback, log an error, throw. A violation of the content
 * policy is logged as an error, too.
 */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const local = hostname === "localhost" || hostname.startsWith("127.");
    if (protocol.startsWith("http") && !local) complaints.push(`request to ${request.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error")
      complaints.push(`console on ${message.page()?.url() ?? "?"}: ${message.text()}`);
  });
  context.on("weberror", (error) => {
    complaints.push(`error on ${error.page()?.url() ?? "?"}: ${error.error().message}`);
  });
  return complaints;
}
