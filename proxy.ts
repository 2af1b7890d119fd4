import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { judgeRequest } from "#lib/auth/request-rules.ts";
import { contentSecurityPolicy, securityHeaders } from "#lib/auth/security-headers.ts";
import { isDevelopment } from "#lib/server/config.ts";
import { requestRules } from "#lib/server/request-rules.ts";

/** Stands before every request, assets included: where it comes from, and what its answer may do. */
export function proxy(request: NextRequest): NextResponse {
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
  if (!verdict.ok) {
    return withHeaders(new NextResponse(verdict.why, { status: verdict.status }), null);
  }
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), isDevelopment());
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set("content-security-policy", policy);
  return withHeaders(NextResponse.next({ request: { headers } }), policy);
}

function withHeaders(response: NextResponse, policy: string | null): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  if (policy) response.headers.set("Content-Security-Policy", policy);
  return response;
}
