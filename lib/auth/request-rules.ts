/** What a request shows of where it comes from. Header values; null where absent. */
export interface RequestOrigin {
  method: string;
  host: string | null;
  origin: string | null;
  secFetchSite: string | null;
  secFetchMode: string | null;
  secFetchDest: string | null;
}

export interface RequestRules {
  /** `host:port` values that the app answers to. */
  hosts: readonly string[];
  /** Origins that count as the app's own. */
  origins: readonly string[];
}

export type RequestVerdict = { ok: true } | { ok: false; status: 403 | 421; why: string };

/**
 * Lets a top-level GET navigation through from anywhere (it changes nothing), and everything else only from our own
 * pages: another site, and a program that says nothing of itself, is refused. A foreign Host is DNS rebinding.
 */
export function judgeRequest(request: RequestOrigin, rules: RequestRules): RequestVerdict {
  if (request.host === null || !rules.hosts.includes(request.host.toLowerCase())) {
    return { ok: false, status: 421, why: "This server does not answer to that host name." };
  }
  const navigation =
    request.method === "GET" && request.secFetchMode === "navigate" && request.secFetchDest === "document";
  if (navigation || request.secFetchSite === "same-origin") return { ok: true };
  if (request.origin !== null && rules.origins.includes(request.origin)) return { ok: true };
  if (request.method === "GET" && request.secFetchSite === "none" && request.secFetchMode === "navigate") {
    return { ok: true };
  }
  return { ok: false, status: 403, why: "Requests to this app come from its own pages only." };
}
