import type { BrowserContext, Page, Request, Response } from "@playwright/test";
import { isForAdmins } from "#lib/auth/places.ts";
import { keepSecret, knownSecretsIn, secretsIn, type Reader } from "./known.ts";

/* Looks for secrets in everything that goes between a browser and the apps of this worker. */

const found: string[] = [];
const underWay = new Set<Promise<void>>();
const origins = new Map<string, Learn>();
let bodiesRead = 0;

/** Makes known what the app has made for itself up to now. */
type Learn = () => Promise<void>;

/** From now on answers of this origin are the app's own; before each is looked through, `learn` is asked. */
export function watchOrigin(url: string, learn: Learn): void {
  origins.set(new URL(url).origin, learn);
}

/** Where secrets were found since the last call, when all that is under way has been read. */
export async function takeFindings(): Promise<string[]> {
  await Promise.all(underWay);
  return found.splice(0);
}

/** How many answers have been looked through: a proof that read nothing proves nothing. */
export function countBodiesRead(): number {
  return bodiesRead;
}

export function watchForSecrets(context: BrowserContext): void {
  context.on("request", (request) => later(lookAtRequest(request)));
  context.on("response", (response) => later(lookAtResponse(response)));
  context.on("page", (page) => later(followStreams(page)));
}

function later(look: Promise<void>): void {
  underWay.add(look);
  void look.finally(() => underWay.delete(look));
}

function report(place: string, secrets: readonly string[]): void {
  for (const what of secrets) found.push(`${what} in ${place}`);
}

function isOwn(url: string): boolean {
  return origins.has(new URL(url).origin);
}

/** The part behind # never leaves the browser: that is why the sign-in token stands there. */
function sentPart(url: string): string {
  return url.split("#")[0] ?? url;
}

async function lookAtRequest(request: Request): Promise<void> {
  const url = sentPart(request.url());
  const what = `${request.method()} ${url}`;
  report(`the address of ${what}`, knownSecretsIn(url));
  const headers = Object.entries(await request.allHeaders().catch(() => ({})));
  const sent = headers.filter(([name]) => name !== "cookie").map(([name, value]) => `${name}: ${value}`);
  report(`the headers of ${what}`, knownSecretsIn(sent.join("\n")));
  // Signing in posts the token: that is what it is for.
  const signsIn = isOwn(url) && new URL(url).pathname === "/sign-in";
  if (!signsIn) report(`the body of ${what}`, knownSecretsIn(request.postData() ?? ""));
}

/** What an admin presses a button for: an external id is answered then, and by no page. */
function readerOf(response: Response): Reader {
  const isAction = response.request().method() === "POST";
  return isAction && isForAdmins(new URL(response.url()).pathname) ? "admins" : "nobody";
}

async function lookAtResponse(response: Response): Promise<void> {
  const url = sentPart(response.url());
  if (!isOwn(url) || url.includes("/_next/static/")) return;
  try {
    const headers = await response.headersArray();
    for (const { name, value } of headers) {
      if (name.toLowerCase() === "set-cookie") keepSecret("a cookie", /=([^;]*)/.exec(value)?.[1]);
      else report(`the header ${name} of ${url}`, secretsIn(value));
    }
    const body = (await response.body()).toString("utf8");
    await origins.get(new URL(url).origin)?.();
    report(`the answer of ${url}`, secretsIn(body, readerOf(response)));
    bodiesRead += 1;
  } catch {
    // The browser drops answers of pages that it has left, and follows redirects without keeping a body.
  }
}

/** Events of a stream never become an answer that can be read as a whole. */
async function followStreams(page: Page): Promise<void> {
  try {
    const session = await page.context().newCDPSession(page);
    session.on("Network.eventSourceMessageReceived", ({ data }) => {
      bodiesRead += 1;
      report("a run's stream", secretsIn(data));
    });
    await session.send("Network.enable");
  } catch {
    // The page was closed at once: it followed no run.
  }
}
