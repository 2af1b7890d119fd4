import { expect, test } from "vitest";
import { refusalPage, statusOf } from "#lib/server/refusal-page.ts";
import { notAdmin, notFromTeleport } from "#lib/server/refusals.ts";

test("a refusal shows names as they are, and lets no markup of theirs through", async () => {
  const response = refusalPage(notAdmin(`<img src=x onerror="alert(1)">`, ["a&b"]), 403);
  expect(response.status).toBe(403);
  const html = await response.text();
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(html).toContain("a&amp;b");
});

test("a refusal runs no script, and its one style carries the nonce of its policy", async () => {
  const response = refusalPage(notFromTeleport, 401);
  const [, nonce] =
    /style-src 'self' 'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "") ?? [];
  const html = await response.text();
  expect(html).toContain(`<style nonce="${nonce}">`);
  expect(html).not.toContain("<script");
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("refusals are told apart by their status", () => {
  expect(statusOf(notFromTeleport)).toBe(401);
  expect(statusOf(notAdmin("alice", ["editor"]))).toBe(403);
  expect(statusOf({ ...notFromTeleport, code: "teleport-unreachable" })).toBe(503);
});
