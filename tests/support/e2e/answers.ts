import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { expect, type Page } from "@playwright/test";
import type { RunningApp } from "./running-app.ts";

export interface Answer {
  status: number;
  headers: Headers;
}

/** By node's own client: a browser's fetch lets nobody choose the host, or send a path as it is. */
export function ask(
  { url }: Pick<RunningApp, "url">,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer & { body: string }> {
  const { port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port, path, headers: { host, "sec-fetch-site": "same-origin", ...headers } },
      (response) => {
        const pairs = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        text(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: new Headers(pairs), body }),
          reject,
        );
      },
    );
    sent.on("error", reject).end();
  });
}

export const cookieOf = async (page: Page) =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

const wanted = {
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^no-referrer$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
  "content-security-policy": /frame-ancestors 'none'/,
};

/** Whatever it answers, nothing frames it, guesses its type or learns where it came from. */
export function expectSecured(answer: Answer, what: string): void {
  for (const [name, value] of Object.entries(wanted)) {
    expect(answer.headers.get(name), `${name} of ${what}`).toMatch(value);
  }
  expect(answer.headers.get("x-powered-by"), what).toBeNull();
}
