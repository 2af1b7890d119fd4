import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { judgeRequest } from "#lib/auth/request-rules.ts";
import { contentSecurityPolicy, plainAnswerPolicy, securityHeaders } from "#lib/auth/security-headers.ts";
import { isDevelopment } from "#lib/server/config.ts";
import { accessProblem } from "#lib/server/gate.ts";
import { refusalOfAction, refusalPage, statusOf } from "#lib/server/refusal-page.ts";
import { publicHost, requestRules } from "#lib/server/request-rules.ts";
import { wantedPathHeader } from "#lib/server/wanted-path.ts";

/** Stands before every request, assets included: where it comes from, who is asking, and what its answer may do. */
export async function proxy(request: NextRequest): Promise<Response> {
  const header = (name: string) => request.headers.get(name);
  const verdict = judgeRequest(
    {
      method: request.method,
      host: header("host"),
      origin: header("origin"),
      secFetchSite: header("sec-fetch-site"),
      secFetchMode: header("sec-fetch-mode"),
      secFetchDest: header("sec-fetch-dest"),
    },
    requestRules(),
  );
  if (!verdict.ok) return secured(new Response(verdict.why, { status: verdict.status }));
  const isAction = request.headers.has("next-action");
  const problem = await accessProblem({
    pathname: request.nextUrl.pathname,
    isAction,
    headers: request.headers,
    cookie: (name) => request.cookies.get(name)?.value,
  });
  if (problem) return secured((isAction ? refusalOfAction : refusalPage)(problem, statusOf(problem)));

  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), isDevelopment());
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set("content-security-policy", policy);
  // Where to come back to after signing in; set in any case, so that nobody else can.
  headers.set(wantedPathHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next compares it with an action's Origin; our own rules have judged that already.
  const host = publicHost();
  if (host !== null) headers.set("x-forwarded-host", host);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return secured(response);
}

function secured(response: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  const policy = "Content-Security-Policy";
  if (!response.headers.has(policy)) response.headers.set(policy, plainAnswerPolicy);
  return response;
}
