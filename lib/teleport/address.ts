import { isIP } from "node:net";
import { AppError } from "#lib/domain/errors.ts";

export interface Address {
  host: string;
  port: number;
}

/** `host`, `host:port` or `[v6]:port`; a scheme and a trailing slash are forgiven. */
export function parseAddress(text: string, defaultPort: number, variable: string): Address {
  const bare = text
    .trim()
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "");
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/i.exec(bare);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new AppError({
      code: "configuration-invalid",
      what: `${variable} is not an address.`,
      why: "It has the form host:port.",
      remedy: `Correct ${variable} and start the app again.`,
      evidence: text,
    });
  }
  return { host, port };
}

export function formatAddress({ host, port }: Address): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** As Teleport writes public addresses: the port only where it is not 443. */
export function withoutDefaultPort({ host, port }: Address): string {
  return port === 443 ? host : formatAddress({ host, port });
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** A name that a certificate can be held against before anything is asked. */
export function isName(host: string): boolean {
  return isIP(host) === 0 && host !== "localhost";
}
