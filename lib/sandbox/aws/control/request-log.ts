export interface LoggedRequest {
  readonly action: string;
  readonly account: string | null;
  readonly principalArn: string | null;
  readonly params: Readonly<Record<string, string>>;
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly code: string | null;
  readonly write: boolean;
}

const secretParams = new Set(["WebIdentityToken", "TokenCode"]);
const keepAtMost = 20_000;

/** What was asked of the AWS half, so that tests can count writes. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #byAction = new Map<string, number>();
  #writes = 0;
  #total = 0;

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > keepAtMost) this.#requests.splice(0, keepAtMost / 10);
    this.#total += 1;
    if (request.write) this.#writes += 1;
    this.#byAction.set(request.action, (this.#byAction.get(request.action) ?? 0) + 1);
  }

  clear(): void {
    this.#requests = [];
    this.#byAction = new Map();
    this.#writes = 0;
    this.#total = 0;
  }

  describe() {
    return {
      counters: {
        total: this.#total,
        writes: this.#writes,
        reads: this.#total - this.#writes,
        byAction: Object.fromEntries(this.#byAction),
      },
      requests: this.#requests,
    };
  }
}

export function loggedParams(params: URLSearchParams): Record<string, string> {
  const kept = [...params].filter(([key]) => key !== "Action" && key !== "Version");
  return Object.fromEntries(kept.map(([key, value]) => [key, secretParams.has(key) ? "…" : value]));
}
