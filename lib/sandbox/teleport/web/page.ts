import type { ServerResponse } from "node:http";
import { html, type Html } from "./html.ts";

export const stylesheetPath = "/style.css";

export const stylesheet = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #536072; --ground: #f6f7f9; --card: #ffffff;
  --line: #d5dae1; --accent: #4b3bc4; --on-accent: #ffffff; --bad: #a3262a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ebf1; --soft: #a7b2c1; --ground: #12161c; --card: #1a2029; --line: #333d4b;
    --accent: #a79bff; --on-accent: #14103a; --bad: #ff9a97; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); background: var(--card); }
header div, main { max-width: 60rem; margin: 0 auto; padding: 0.75rem 1rem; }
header div { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
header p { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 0.5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--accent); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; }
.card ul { margin-top: 0.5rem; }
.soft { color: var(--soft); font-size: 0.875rem; }
.mono { font-family: ui-monospace, monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
.people { grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; padding: 0.5rem 0.75rem; cursor: pointer; }
.people button { width: 100%; height: 100%; text-align: left; overflow-wrap: anywhere; }
.people strong, .people span { display: block; }
button:hover { border-color: var(--accent); }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.launch { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; justify-content: space-between; align-items: center;
  border-top: 1px solid var(--line); padding-top: 0.5rem; }
.launch a { background: var(--accent); color: var(--on-accent); border-radius: 8px; padding: 0.35rem 0.75rem;
  text-decoration: none; }
.refused { overflow-wrap: anywhere; border-left: 4px solid var(--bad); }
.refused h2 { margin-top: 0; color: var(--bad); }
`;

/** Everything is shut but the own stylesheet and forms, which may lead on to the console of the sandbox's AWS. */
function contentSecurityPolicy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src data:",
    ["form-action 'self'", ...formTargets].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export interface Page {
  status: number;
  title: string;
  body: Html;
  /** The name of who is signed in; null: nobody. */
  userName: string | null;
}

function signedIn(userName: string | null): Html {
  if (userName === null) return html``;
  return html`<form method="post" action="/web/sign-out">
    <span>Signed in as <strong>${userName}</strong></span> <button>Sign out</button>
  </form>`;
}

export function sendPage(response: ServerResponse, page: Page, formTargets: readonly string[]): void {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Teleport sandbox</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <div>
            <p><a href="/">teleport.acme.test</a> <span class="soft">Teleport sandbox</span></p>
            ${signedIn(page.userName)}
          </div>
        </header>
        <main>${page.body}</main>
      </body>
    </html> `;
  response.writeHead(page.status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": contentSecurityPolicy(formTargets),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(document.text);
}

export function redirect(response: ServerResponse, status: 302 | 303, location: string): void {
  response.writeHead(status, { location, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  response.end();
}
