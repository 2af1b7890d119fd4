import type { Problem } from "#lib/domain/errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there.",
  ECONNRESET: "The connection was cut.",
  EPIPE: "The connection was cut.",
  ENOTFOUND: "The name does not resolve.",
  EAI_AGAIN: "The name could not be resolved at the moment.",
  ETIMEDOUT: "No answer came in time.",
  EHOSTUNREACH: "There is no route to it.",
  ENETUNREACH: "This machine has no network to reach it.",
};

/** The cluster can't be reached at the address that is dialled. */
export function unreachable(address: string, code: string | null, detail = ""): Problem {
  return {
    code: "teleport-unreachable",
    what: `The app cannot reach the Teleport cluster at ${address}.`,
    why: (code === null ? undefined : reasons[code]) ?? (detail || "The connection failed."),
    remedy: "Check TELEPORT_PROXY, the network, and that the cluster runs; then try again.",
    evidence: code === null ? address : `${address}: ${code}`,
  };
}
