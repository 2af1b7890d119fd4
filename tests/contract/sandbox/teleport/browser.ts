import type { TeleportSandbox } from "#lib/sandbox/teleport/server.ts";

/** A browser as far as a server can tell: it keeps one cookie and follows nothing by itself. */
export class Browser {
  readonly #sandbox: TeleportSandbox;
  #cookie = "";

  constructor(sandbox: TeleportSandbox) {
    this.#sandbox = sandbox;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.#sandbox.webUrl + path, {
      redirect: "manual",
      headers: { cookie: this.#cookie, ...headers },
    });
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  async post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.#sandbox.webUrl + path, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: this.#cookie, "sec-fetch-site": "same-origin", ...headers },
      body: new URLSearchParams(form),
    });
    const cookie = response.headers.get("set-cookie");
    if (cookie !== null) this.#cookie = cookie.split(";", 1)[0] ?? "";
    return response;
  }

  signIn(user: string, next = "/"): Promise<Response> {
    return this.post("/web/sign-in", { user, next });
  }
}

/** The launch link as Teleport's own pages write it. */
export function launchLink(app: string, roleArn: string): string {
  const host = `${app}.teleport.acme.test`;
  return `/web/launch/${host}/teleport.acme.test/${host}/${encodeURIComponent(roleArn)}`;
}
