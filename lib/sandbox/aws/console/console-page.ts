import { createHash } from "node:crypto";
import { escapeXml } from "../api/xml.ts";

export interface ConsoleSession {
  readonly accountId: string;
  readonly accountAlias: string | null;
  readonly roleName: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly expiresAtMs: number;
}

const style = `:root{color-scheme:light dark;--bg:#fafafa;--card:#fff;--ink:#18181b;--mute:#5b5b63;--line:#e4e4e7;--bar:#18181b;--bar-ink:#fafafa;--accent:#4f46e5}
@media (prefers-color-scheme:dark){:root{--bg:#0b0b0f;--card:#131318;--ink:#ededf0;--mute:#a1a1aa;--line:#27272f;--bar:#1b1b22;--bar-ink:#ededf0;--accent:#8f8bff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between;padding:12px 24px;background:var(--bar);color:var(--bar-ink);border-bottom:1px solid var(--line)}
header b{font-weight:600}header span{font-size:14px}
main{max-width:720px;margin:0 auto;padding:40px 24px}
.card{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:10px;padding:8px 24px 24px}
h1{font-size:24px;letter-spacing:-.01em;line-height:1.25;margin:16px 0 4px;overflow-wrap:anywhere}
p{margin:0;color:var(--mute)}
dl{margin:24px 0 0;display:grid;grid-template-columns:auto 1fr;gap:12px 24px}
dt{color:var(--mute)}dd{margin:0;overflow-wrap:anywhere}
code{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
footer{margin-top:24px;font-size:14px;color:var(--mute)}
@media (max-width:480px){main{padding:24px 16px}header{padding:12px 16px}.card{padding:4px 16px 20px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:12px}}`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** Sent with every page: it runs no script, loads nothing, and is shown in no frame. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

export function consolePage(session: ConsoleSession): string {
  const account = session.accountAlias
    ? `${escapeXml(session.accountAlias)} <code>${session.accountId}</code>`
    : `<code>${session.accountId}</code>`;
  const expires = new Date(session.expiresAtMs).toISOString();
  const rows = [
    ["Account", account],
    ["Role", escapeXml(session.roleName)],
    ["Role ARN", `<code>${escapeXml(session.roleArn)}</code>`],
    ["Session", `<code>${escapeXml(session.sessionName)}</code>`],
    ["Expires", `<time datetime="${expires}">${expires.slice(0, 16).replace("T", " ")} UTC</time>`],
  ];
  return page(
    `${session.roleName} · AWS Console`,
    `<span>${account}</span>`,
    `<h1>Signed in as ${escapeXml(session.roleName)}</h1>
<p>This is where the AWS Console would open.</p>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`,
  );
}

export function consoleRefusal(what: string): string {
  return page(
    "Not signed in · AWS Console",
    "",
    `<h1>Not signed in</h1>
<p>${escapeXml(what)} Launch the role again to get a new one.</p>`,
  );
}

function page(title: string, corner: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<header><b>AWS Console (sandbox)</b>${corner}</header>
<main>
<div class="card">
${content}
</div>
<footer>A local stand-in for AWS: no real account is behind this page.</footer>
</main>
</body>
</html>
`;
}
