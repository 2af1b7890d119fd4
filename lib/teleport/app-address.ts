import { lookup } from "node:dns/promises";
import { connect, type PeerCertificate } from "node:tls";
import type { AppAddress } from "#lib/domain/teleport/types.ts";
import { nodeCode, tlsTrouble } from "./tls-trouble.ts";
import type { WebTarget } from "./web-request.ts";

/** What is seen of an app's host at the proxy: nothing is sent but the name. */
export async function readAppAddress(
  host: string,
  proxy: Pick<WebTarget, "address" | "trustRoots" | "timeoutMs">,
  asksPublicNames: boolean,
): Promise<AppAddress> {
  const [certificate, resolves] = await Promise.all([
    shownCertificate(host, proxy),
    asksPublicNames ? isResolved(host) : null,
  ]);
  return { host, ...certificate, resolves };
}

function shownCertificate(
  host: string,
  { address, trustRoots, timeoutMs }: Pick<WebTarget, "address" | "trustRoots" | "timeoutMs">,
): Promise<Pick<AppAddress, "certificate" | "names">> {
  return new Promise((resolve) => {
    const socket = connect({
      host: address.host,
      port: address.port,
      servername: host,
      ca: trustRoots,
      minVersion: "TLSv1.2",
    });
    const timer = setTimeout(() => socket.destroy(new Error("No answer in time")), timeoutMs);
    socket.once("secureConnect", () => {
      resolve({ certificate: null, names: [] });
      socket.destroy();
    });
    // Whatever keeps the connection from being made keeps a browser from the app: it is the finding, not a failure.
    socket.once("error", (error) => resolve({ certificate: troubleOf(error), names: namesIn(error) }));
    socket.once("close", () => {
      clearTimeout(timer);
      resolve({ certificate: "none-shown", names: [] });
    });
  });
}

function troubleOf(error: unknown): NonNullable<AppAddress["certificate"]> {
  const code = nodeCode(error);
  const trouble = code === null ? null : tlsTrouble(code);
  if (trouble === "wrong-name") return "other-name";
  if (trouble === "untrusted-chain") return "untrusted";
  return trouble === "expired" ? trouble : "none-shown";
}

const namesMax = 10;

function namesIn(error: unknown): string[] {
  const certificate = (error as { cert?: PeerCertificate }).cert;
  const names = (certificate?.subjectaltname ?? "").split(", ").map((name) => name.replace(/^DNS:/, ""));
  return names.filter((name) => name !== "").slice(0, namesMax);
}

/** As the machine's browsers would, its hosts file included. */
async function isResolved(host: string): Promise<boolean | null> {
  try {
    await lookup(host);
    return true;
  } catch (error) {
    return nodeCode(error) === "ENOTFOUND" ? false : null;
  }
}
