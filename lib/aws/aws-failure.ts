/** What was asked of AWS, for the words of an error. */
export interface AwsCall {
  /** As in a policy: `iam:GetRole`. */
  action: string;
  /** ARN, or `*` for calls on the whole account. */
  resource: string;
  /** Base address of the override, or AWS's own. */
  endpoint: string | null;
}

/** What the SDK threw, reduced to what mapping needs. */
export interface AwsFailure {
  /** AWS's code without the SDK's suffix: `NoSuchEntity`. */
  code: string;
  message: string;
  httpStatus: number | null;
  /** `ECONNREFUSED` and the like; null when an answer came. */
  networkCode: string | null;
  attempts: number;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function networkCodeOf(error: unknown, depth = 0): string | null {
  const code = property(error, "code");
  if (typeof code === "string" && /^(E[A-Z]{3,}|CERT_|DEPTH_|SELF_|UNABLE_|ERR_(TLS|SSL|HTTP2))/.test(code)) {
    return code;
  }
  if (property(error, "name") === "TimeoutError") return "ETIMEDOUT";
  const cause = property(error, "cause");
  return cause === undefined || depth > 5 ? null : networkCodeOf(cause, depth + 1);
}

export function readFailure(error: unknown): AwsFailure {
  const metadata = property(error, "$metadata");
  const status = property(metadata, "httpStatusCode");
  const attempts = property(metadata, "attempts");
  const name = property(error, "name");
  return {
    code: typeof name === "string" ? name.replace(/Exception$/, "") : "Error",
    message: error instanceof Error ? error.message : String(error),
    httpStatus: typeof status === "number" ? status : null,
    networkCode: networkCodeOf(error),
    attempts: typeof attempts === "number" ? attempts : 1,
  };
}
