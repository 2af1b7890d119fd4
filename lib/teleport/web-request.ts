import { request } from "node:https";
import { isIP } from "node:net";
import type { PeerCertificate } from "node:tls";
import { AppError } from "#lib/domain/errors.ts";
import { formatAddress } from "./address.ts";
import type { Address } from "./address.ts";
import { unreachable } from "./network-problem.ts";
import { nodeCode, tlsTrouble } from "./tls-trouble.ts";

export interface WebTarget {
  /** Where to dial. */
  address: Address;
  /** SNI, and the name that the certificate must cover; null: the caller checks the certificate by itself. */
  serverName: string | null;
  hostHeader: string;
  /** PEM; undefined: the public roots. */
  trustRoots: string | undefined;
  timeoutMs: number;
}

export interface WebAnswer {
  status: number;
  body: string;
  certificate: PeerCertificate;
}

/** Documents of a few kilobytes; anything larger is not what was asked for. */
const largestBodyBytes = 1_000_000;

export function untrustedTls(address: string, code: string, why: string): AppError {
  return new AppError({
    code: "teleport-tls-untrusted",
    what: `The certificate of the Teleport proxy at ${address} is not trusted.`,
    why,
    remedy:
      "If the cluster has a private certificate, set TELEPORT_CA_FILE to its CA. If not, something stands between: check TELEPORT_PROXY.",
    evidence: `${address}: ${code}`,
  });
}

/** A connection to the proxy's web address that failed before an answer. */
export function webFailure(error: unknown, target: WebTarget): AppError {
  const address = formatAddress(target.address);
  const code = nodeCode(error);
  const trouble = code === null ? null : tlsTrouble(code);
  if (code === null || trouble === null) {
    return new AppError(unreachable(address, code), { cause: error });
  }
  if (trouble === "wrong-name") {
    return untrustedTls(address, code, `It is not made out to ${target.serverName ?? "this host"}.`);
  }
  if (trouble === "expired") return untrustedTls(address, code, "It has expired or is not valid yet.");
  if (trouble === "untrusted-chain") {
    return untrustedTls(
      address,
      code,
      target.trustRoots === undefined
        ? "No public certificate authority stands behind it."
        : "None of the authorities in TELEPORT_CA_FILE stands behind it.",
    );
  }
  return new AppError(unreachable(address, null, "What listens there does not speak HTTPS."), {
    cause: error,
  });
}

function isPeerCertificateSource(socket: unknown): socket is { getPeerCertificate(): PeerCertificate } {
  return typeof socket === "object" && socket !== null && "getPeerCertificate" in socket;
}

/** One GET over HTTPS. The chain is always verified; the name too, unless the caller does it. */
export function webGet(target: WebTarget, path: string): Promise<WebAnswer> {
  return new Promise((resolve, reject) => {
    const abort = AbortSignal.timeout(target.timeoutMs);
    const outgoing = request({
      host: target.address.host,
      port: target.address.port,
      path,
      method: "GET",
      agent: false,
      signal: abort,
      headers: { host: target.hostHeader, accept: "application/json" },
      ca: target.trustRoots,
      ...(target.serverName === null
        ? { servername: "", checkServerIdentity: () => undefined }
        : // An IP address must not be sent as SNI; it is still what the certificate is held against.
          { servername: isIP(target.serverName) === 0 ? target.serverName : "" }),
    });
    const fail = (error: unknown): void => {
      reject(webFailure(abort.aborted ? { code: "ETIMEDOUT" } : error, target));
    };
    outgoing.on("error", fail);
    outgoing.on("response", (response) => {
      const certificate = isPeerCertificateSource(response.socket)
        ? response.socket.getPeerCertificate()
        : null;
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
        if (body.length > largestBodyBytes) response.destroy(new Error("The answer is too large"));
      });
      response.on("error", fail);
      response.on("end", () => {
        if (certificate) resolve({ status: response.statusCode ?? 0, body, certificate });
        else fail(new Error("No certificate"));
      });
    });
    outgoing.end();
  });
}
