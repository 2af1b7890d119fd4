import { withoutSecrets } from "./text/without-secrets.ts";

/** Every failure that the app can name. Adding one breaks the build wherever it must be handled. */
export const errorCodes = [
  // the run stops: nothing else can succeed before somebody acts
  "aws-credentials-missing",
  "aws-credentials-expired",
  "aws-credentials-invalid",
  "aws-account-mismatch",
  "aws-unreachable",
  "teleport-identity-missing",
  "teleport-identity-expired",
  "teleport-identity-invalid",
  "teleport-unreachable",
  "teleport-tls-untrusted",
  "teleport-wrong-cluster",
  "teleport-behind-balancer",
  "teleport-no-tls-routing",
  "lease-held",
  "lease-lost",
  // the change fails, the run goes on
  "aws-access-denied",
  "aws-not-found",
  "aws-already-exists",
  "aws-conflict",
  "aws-quota",
  "aws-throttled",
  "aws-malformed-policy",
  "aws-dead-principal",
  "aws-principal-not-yet-known",
  "aws-unmodifiable",
  "aws-issuer-unreachable",
  "aws-invalid-input",
  "aws-unsupported",
  "aws-unknown",
  "teleport-access-denied",
  "teleport-mfa-required",
  "teleport-not-found",
  "teleport-already-exists",
  "teleport-stale-revision",
  "teleport-invalid-input",
  "teleport-in-use",
  "teleport-throttled",
  "teleport-unsupported",
  "teleport-unknown",
  // said beside what works
  "teleport-too-old",
  "teleport-identity-human",
  "teleport-identity-not-renewed",
  "teleport-sees-no-apps",
  // the change fails, the run goes on
  "changed-meanwhile",
  "refused-by-gateway",
  "undo-conflict",
  "still-needed",
  "not-confirmed",
  // the request fails
  "plan-not-found",
  "plan-outdated",
  "plan-belongs-elsewhere",
  "input-invalid",
  "not-found",
  "not-signed-in",
  "not-allowed",
  "app-unreachable",
  "cross-site",
  "configuration-missing",
  "configuration-invalid",
  "journal-unavailable",
  "journal-tampered",
  "unexpected",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A failure as plain data: safe to show, to store and to send to the browser. It never holds a secret. */
export interface Problem {
  code: ErrorCode;
  /** What happened, one sentence. */
  what: string;
  /** Why, as far as it is known. */
  why: string;
  /** What the reader can do about it. */
  remedy: string;
  /** The refused action and resource, verb and kind, or field: exact and copyable. */
  evidence?: string;
}

/** The words of others stand in it: of AWS, of Teleport, of a driver. */
function safeProblem(problem: Problem): Problem {
  return {
    code: problem.code,
    what: withoutSecrets(problem.what),
    why: withoutSecrets(problem.why),
    remedy: withoutSecrets(problem.remedy),
    ...(problem.evidence === undefined ? {} : { evidence: withoutSecrets(problem.evidence) }),
  };
}

// Shared by all copies of this module: the framework bundles one for each of its layers.
const brand = Symbol.for("aws-access.AppError");

/** Thrown by adapters and use cases; `message` is for the log, `problem` for people. */
export class AppError extends Error {
  readonly [brand] = true;
  readonly problem: Problem;
  /** The field of the input that it is about. */
  readonly field: string | null;

  /** True for errors of every copy of this class in the process: they cross from one layer to another. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(problem: Problem, options?: { cause?: unknown; field?: string }) {
    const safe = safeProblem(problem);
    super(`${safe.code}: ${safe.what}`, options);
    this.name = "AppError";
    this.problem = safe;
    this.field = options?.field ?? null;
  }

  get code(): ErrorCode {
    return this.problem.code;
  }
}

const stopsRun: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "aws-credentials-missing",
  "aws-credentials-expired",
  "aws-credentials-invalid",
  "aws-account-mismatch",
  "aws-unreachable",
  "teleport-identity-missing",
  "teleport-identity-expired",
  "teleport-identity-invalid",
  "teleport-unreachable",
  "teleport-tls-untrusted",
  "teleport-wrong-cluster",
  "teleport-behind-balancer",
  "teleport-no-tls-routing",
  "lease-held",
  "lease-lost",
  "journal-unavailable",
]);

/** Whether a failure of one change makes every following change of the run pointless. */
export function isRunStopping(code: ErrorCode): boolean {
  return stopsRun.has(code);
}
