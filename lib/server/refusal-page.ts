import { randomBytes } from "node:crypto";
import { contentSecurityPolicy } from "#lib/auth/security-headers.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { behindTeleport } from "./config.ts";

const style = `
:root { color-scheme: light dark; --bg: #fafafa; --card: #fff; --ink: #18181b; --mute: #5f5f68; --line: #e4e4e7; --accent: #4f46e5; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #0b0b0f; --card: #131318; --ink: #ededf0; --mute: #a1a1aa; --line: #27272f; --accent: #8f8bff; }
}
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 12vh auto 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.why { color: var(--mute); }
a { color: var(--accent); }
`;

const replacements: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => replacements[character] ?? "");
}

function page({ what, why, remedy }: Problem, status: number, nonce: string): string {
  const home = status === 403 ? `<p><a href="/">To your AWS accounts</a></p>` : "";
  const leave =
    status === 403 && behindTeleport() ? `<p><a href="/teleport-logout">Sign out of Teleport</a></p>` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(what)} · AWS Access</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><main>
<h1>${escape(what)}</h1>
<p class="why">${escape(why)}</p>
<p>${escape(remedy)}</p>
${home}${leave}
</main></body>
</html>
`;
}

/** A refusal is not rendered by the framework: nothing of the page that was asked for can get into it. */
export function refusalPage(problem: Problem, status: 401 | 403 | 404 | 503): Response {
  const nonce = randomBytes(16).toString("base64");
  return new Response(page(problem, status, nonce), {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": contentSecurityPolicy(nonce, false),
      "Cache-Control": "no-store",
    },
  });
}

/** To the script of a page, which shows the words where it called the action; as text, for so the framework hands it on. */
export function refusalOfAction(problem: Problem, status: 401 | 403 | 503): Response {
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" },
  });
}

/** How a refusal is told apart by programs. */
export function statusOf({ code }: Problem): 401 | 403 | 503 {
  if (code === "not-signed-in") return 401;
  return code === "not-allowed" ? 403 : 503;
}
