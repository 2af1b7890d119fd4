import { Code, ConnectError } from "@connectrpc/connect";
import { AppError } from "#lib/domain/errors.ts";
import type { Problem } from "#lib/domain/errors.ts";
import { formatAddress } from "./address.ts";
import { awsRefusal } from "./aws-refusal.ts";
import { connectionProblem } from "./connection-problem.ts";
import type { DialedPeer } from "./connection-problem.ts";
import { unreachable } from "./network-problem.ts";

/** What was asked of the auth service, for the words of an error. */
export interface GrpcCall {
  /** Verb and kind as in a role's rules: `update` on `role`. */
  verb: string;
  kind: string;
  /** Name of the resource; empty for lists. */
  name: string;
}

type Describe = (call: GrpcCall, text: string, peer: DialedPeer) => Problem;

const subject = ({ kind, name }: GrpcCall): string => (name === "" ? `${kind}s` : `the ${kind} “${name}”`);

const evidence = (call: GrpcCall, text: string): string =>
  `${call.verb} on ${call.kind}${call.name === "" ? "" : ` ${call.name}`}${text === "" ? "" : `: ${text}`}`;

/** One call may need several verbs, of several kinds: Teleport names the one that is missing. */
function refusedRule(text: string): Pick<GrpcCall, "verb" | "kind"> | null {
  const [, verb, kind] = /perform action "([\w-]+)" on "([\w-]+)"/.exec(text) ?? [];
  return verb === undefined || kind === undefined ? null : { verb, kind };
}

const denied: Describe = (call, text, { userName }) => {
  if (/\bMFA\b|multi-factor|second factor|admin(?:istrative)? action/i.test(text)) {
    return {
      code: "teleport-mfa-required",
      what: `Teleport asks for multi-factor authentication to ${call.verb} ${subject(call)}.`,
      why: `The identity of ${userName} belongs to a person; the cluster demands MFA for administrative actions of people.`,
      remedy: "Let the app use a Machine ID bot: bots are exempt from MFA for administrative actions.",
      evidence: evidence(call, text),
    };
  }
  const { verb, kind } = refusedRule(text) ?? call;
  return {
    code: "teleport-access-denied",
    what: `Teleport does not let ${userName} ${call.verb} ${subject(call)}.`,
    why: text || `No role of ${userName} has a rule for it.`,
    remedy: `Add the verb ${verb} for the resource ${kind} to the role of ${userName}.`,
    evidence: `${verb} on ${kind}`,
  };
};

const notFound: Describe = (call, text) => ({
  code: "teleport-not-found",
  what: `Teleport does not know ${subject(call)}.`,
  why: text || "It was deleted or renamed meanwhile.",
  remedy: "Read the cluster again.",
  evidence: evidence(call, text),
});

const exists: Describe = (call, text) => ({
  code: "teleport-already-exists",
  what: `Teleport already has ${subject(call)}.`,
  why: text || "The name is taken.",
  remedy: "Choose another name, or adopt what exists.",
  evidence: evidence(call, text),
});

const stale: Describe = (call, text) => ({
  code: "teleport-stale-revision",
  what: `Somebody changed ${subject(call)} in the meantime.`,
  why: "Its revision differs from the one that was read just before the write.",
  remedy: "Look at the difference again, then apply.",
  evidence: evidence(call, text),
});

const invalid: Describe = (call, text) => ({
  code: "teleport-invalid-input",
  what: `Teleport does not accept ${subject(call)} as sent.`,
  why: text || "It gives no reason.",
  remedy: "Correct the value that Teleport names. Nothing was written.",
  evidence: evidence(call, text),
});

const throttled: Describe = (call, text) => ({
  code: "teleport-throttled",
  what: `Teleport limits how often or how much may be asked (${call.verb} ${subject(call)}).`,
  why: text || "A limit of the cluster was reached.",
  remedy: "Wait a minute, then try again.",
  evidence: evidence(call, text),
});

const unsupported: Describe = (call, text) => ({
  code: "teleport-unsupported",
  what: `This cluster can't ${call.verb === "use" ? "test" : call.verb} ${subject(call)}.`,
  // gRPC's own words for it name a method, which says nothing to whoever reads them.
  why: text === "" || /^unknown (?:method|service)\b/i.test(text) ? "Its version lacks the call." : text,
  remedy: "Upgrade the cluster to Teleport 17 or newer.",
  evidence: evidence(call, text),
});

const inUse: Describe = (call, text) => ({
  code: "teleport-in-use",
  what: `Teleport does not delete ${subject(call)} while it is in use.`,
  why: text,
  remedy: "Take it from the users and access lists that hold it, then try again.",
  evidence: evidence(call, text),
});

const unauthenticated: Describe = (call, text, { userName }) => ({
  code: /expired/i.test(text) ? "teleport-identity-expired" : "teleport-identity-invalid",
  what: `Teleport does not accept the identity of ${userName}.`,
  why: text || "The cluster no longer trusts it.",
  remedy: "Have tbot write the identity file anew, then try again.",
  evidence: evidence(call, text),
});

const other: Describe = (call, text) => ({
  code: "teleport-unknown",
  what: `Teleport failed to ${call.verb} ${subject(call)}.`,
  why: text || "It gives no reason.",
  remedy: "Try again. If it stays, look at the log of the auth service.",
  evidence: evidence(call, text),
});

const byCode: Readonly<Partial<Record<Code, Describe>>> = {
  [Code.PermissionDenied]: denied,
  [Code.NotFound]: notFound,
  [Code.AlreadyExists]: exists,
  [Code.FailedPrecondition]: stale,
  [Code.InvalidArgument]: invalid,
  [Code.ResourceExhausted]: throttled,
  [Code.Unimplemented]: unsupported,
  [Code.Unauthenticated]: unauthenticated,
};

function describe(error: ConnectError, call: GrpcCall, peer: DialedPeer): Problem {
  const text = error.rawMessage;
  // Newer servers answer so with an untyped error, older ones with BAD_PARAMETER.
  if (call.verb === "delete" && /in use|is used by|still (?:used|assigned|held)/i.test(text)) {
    return inUse(call, text, peer);
  }
  const refusedByAws = call.verb === "use" ? awsRefusal(text, call.name) : null;
  if (refusedByAws) return refusedByAws;
  const known = byCode[error.code];
  if (known) return known(call, text, peer);
  if (error.code === Code.DeadlineExceeded) {
    return unreachable(formatAddress(peer.address), "ETIMEDOUT");
  }
  if (error.code === Code.Unavailable || error.code === Code.Aborted || error.code === Code.Canceled) {
    return unreachable(formatAddress(peer.address), null, text);
  }
  return other(call, text, peer);
}

/** Everything that a call can throw, as an AppError with one of the closed codes. */
export function mapGrpcError(error: unknown, call: GrpcCall, peer: DialedPeer): AppError {
  if (error instanceof AppError) return error;
  const problem =
    connectionProblem(error, peer) ?? describe(ConnectError.from(error, Code.Unknown), call, peer);
  return new AppError(problem, { cause: error });
}
