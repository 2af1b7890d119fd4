import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { createHash } from "node:crypto";
import { TLSSocket } from "node:tls";
import { z } from "zod";

/** The issuer could not be reached, or what it answered is no discovery document of its own. */
export class IssuerUnreachable extends Error {}

export interface Discovery {
  readonly issuer: string;
  readonly jwksUri: string;
  /** SHA-1 of the topmost certificate; null where the issuer is read without TLS. */
  readonly thumbprint: string | null;
}

const discoveryShape = z.object({ issuer: z.string(), jwks_uri: z.string() });
const jwksShape = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
export type Jwks = z.infer<typeof jwksShape>;

const timeoutMs = 5000;
const maxBytes = 256 * 1024;
const cacheMs = 30_000;

/** Reads discovery and keys of issuers, only at the addresses given for them: no URL leads anywhere else. */
export class Issuers {
  #bases: ReadonlyMap<string, string>;
  readonly #keys = new Map<string, { jwks: Jwks; readAtMs: number }>();

  constructor(bases: ReadonlyMap<string, string>) {
    this.#bases = bases;
  }

  setBases(bases: ReadonlyMap<string, string>): void {
    this.#bases = bases;
    this.#keys.clear();
  }

  async discover(issuer: string): Promise<Discovery> {
    const { body, thumbprint } = await this.#read(issuer, `${issuer}/.well-known/openid-configuration`);
    const parsed = discoveryShape.safeParse(body);
    if (!parsed.success || parsed.data.issuer !== issuer) {
      throw new IssuerUnreachable(`The discovery document of ${issuer} is not its own`);
    }
    return { issuer, jwksUri: parsed.data.jwks_uri, thumbprint };
  }

  /** Keys are kept for half a minute; `fresh` reads them again, for a key id that is not among them. */
  async keys(issuer: string, nowMs: number, fresh = false): Promise<Jwks> {
    const known = this.#keys.get(issuer);
    if (known && !fresh && nowMs - known.readAtMs < cacheMs) return known.jwks;
    const { jwksUri } = await this.discover(issuer);
    const { body } = await this.#read(issuer, jwksUri);
    const parsed = jwksShape.safeParse(body);
    if (!parsed.success) throw new IssuerUnreachable(`The keys of ${issuer} can't be read`);
    this.#keys.set(issuer, { jwks: parsed.data, readAtMs: nowMs });
    return parsed.data;
  }

  async #read(issuer: string, url: string): Promise<{ body: unknown; thumbprint: string | null }> {
    const base = this.#bases.get(issuer);
    if (base === undefined) throw new IssuerUnreachable(`${issuer} can't be reached`);
    if (!url.startsWith(`${issuer}/`)) throw new IssuerUnreachable(`${url} is not at ${issuer}`);
    const address = new URL(base.replace(/\/$/, "") + url.slice(issuer.length));
    try {
      return await readJson(address, new URL(issuer).host);
    } catch (error) {
      throw new IssuerUnreachable(`${issuer} can't be reached`, { cause: error });
    }
  }
}

function readJson(address: URL, host: string): Promise<{ body: unknown; thumbprint: string | null }> {
  return new Promise((resolve, reject) => {
    const onAnswer = (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) {
        answer.resume();
        reject(new Error(`status ${answer.statusCode}`));
        return;
      }
      const thumbprint = thumbprintOf(answer);
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) answer.destroy(new Error("answer too long"));
        else chunks.push(chunk);
      });
      answer.on("error", reject);
      answer.on("end", () => {
        try {
          resolve({ body: JSON.parse(Buffer.concat(chunks).toString()), thumbprint });
        } catch (error) {
          reject(error);
        }
      });
    };
    const options = { timeout: timeoutMs, headers: { host, accept: "application/json" } };
    const request =
      address.protocol === "https:"
        ? httpsRequest(
            address,
            { ...options, servername: host, rejectUnauthorized: !isLoopback(address) },
            onAnswer,
          )
        : httpRequest(address, options, onAnswer);
    request.on("timeout", () => request.destroy(new Error("timeout")));
    request.on("error", reject);
    request.end();
  });
}

/** The other half of the sandbox has a certificate of its own making; elsewhere certificates are checked. */
function isLoopback(address: URL): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(address.hostname);
}

function thumbprintOf(answer: IncomingMessage): string | null {
  if (!(answer.socket instanceof TLSSocket)) return null;
  let certificate = answer.socket.getPeerCertificate(true);
  for (let depth = 0; depth < 10; depth += 1) {
    const parent = certificate.issuerCertificate;
    if (!parent || parent.fingerprint256 === certificate.fingerprint256) break;
    certificate = parent;
  }
  return certificate.raw ? createHash("sha1").update(certificate.raw).digest("hex") : null;
}
