import { AppError } from "#lib/domain/errors.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { formatAddress } from "./address.ts";
import type { Address } from "./address.ts";
import type { Handshake } from "./handshake.ts";
import { unreachable } from "./network-problem.ts";
import { nodeCode, tlsTrouble } from "./tls-trouble.ts";

export interface DialedPeer {
  address: Address;
  /** The auth service was dialled itself, not through the proxy. */
  direct: boolean;
  handshake: Handshake | null;
  userName: string;
}

/** Something ends TLS, and no tunnel leads through it. */
export function behindBalancer(address: string, why: string): Problem {
  return {
    code: "teleport-behind-balancer",
    what: `Something at ${address} ends the TLS connection before it reaches the auth service.`,
    why,
    remedy:
      "Let the balancer pass WebSocket connections to the proxy, or set TELEPORT_AUTH_ADDRESS to the address of the auth service (port 3025), or TELEPORT_PROXY to the proxy's own address behind the balancer.",
    evidence: address,
  };
}

/** Without it the proxy passes gRPC on over SSH alone. */
export function noTlsRouting(address: string): Problem {
  return {
    code: "teleport-no-tls-routing",
    what: `The proxy at ${address} has TLS routing switched off.`,
    why: "Without it the auth service can't be reached through the proxy's web address.",
    remedy:
      "Set TELEPORT_AUTH_ADDRESS to the address of the auth service (port 3025) and start the app again, or switch the cluster to proxy_listener_mode: multiplex.",
    evidence: address,
  };
}

function notTheAuthService(address: string): Problem {
  return unreachable(
    address,
    null,
    "What listens there does not speak gRPC over TLS as an auth service does.",
  );
}

function untrusted(address: string, direct: boolean): Problem {
  return {
    code: "teleport-tls-untrusted",
    what: `The auth service at ${address} is not the one that the identity file trusts.`,
    why: "Its certificate comes from another host CA: the file belongs to another cluster, or the cluster's CA was rotated.",
    remedy: `Have tbot write the identity file anew, and check ${direct ? "TELEPORT_AUTH_ADDRESS" : "TELEPORT_PROXY"}.`,
    evidence: address,
  };
}

function refusedIdentity(userName: string, code: string): Problem {
  return {
    code: /EXPIRED/.test(code) ? "teleport-identity-expired" : "teleport-identity-invalid",
    what: `The cluster does not accept the client certificate of ${userName}.`,
    why: /EXPIRED/.test(code)
      ? "It has expired."
      : "It was issued by another cluster, or the cluster's user CA was rotated since.",
    remedy: "Have tbot write the identity file anew, then try again.",
    evidence: code,
  };
}

/** Without an alert the end of the connection is all there is to see. */
export function closedUnanswered(userName: string, address: string): Problem {
  return {
    code: "teleport-identity-invalid",
    what: `The auth service at ${address} ends each connection of ${userName} without an answer.`,
    why: "The TLS handshake itself succeeds: this is how a client certificate is refused that the cluster does not trust.",
    remedy:
      "Have tbot write the identity file anew, and look at the log of the auth service; then try again.",
    evidence: address,
  };
}

/** A failure before the auth service could answer; null: it answered. */
export function connectionProblem(error: unknown, peer: DialedPeer): Problem | null {
  const address = formatAddress(peer.address);
  const balancer = behindBalancer(
    address,
    "A load balancer stands before the proxy; gRPC with a client certificate can't pass it.",
  );
  const wrongPeer = peer.direct ? notTheAuthService(address) : balancer;
  if (peer.handshake?.finished === true && !peer.handshake.speaksHttp2) return wrongPeer;
  if (peer.handshake?.failure instanceof AppError) return peer.handshake.failure.problem;
  const code = nodeCode(error) ?? nodeCode(peer.handshake?.failure);
  if (code === null) return null;
  switch (tlsTrouble(code)) {
    case "no-protocol":
    case "other":
      return wrongPeer;
    case "untrusted-chain":
    case "wrong-name":
    case "expired":
      return peer.handshake?.peerIsAuthService === true || peer.direct
        ? untrusted(address, peer.direct)
        : balancer;
    case "own-certificate-refused":
      return refusedIdentity(peer.userName, code);
    case null:
      return code.startsWith("E") && !code.startsWith("ERR_") ? unreachable(address, code) : null;
  }
}
