const entriesMax = 10_000;
const writePrefix = /^(?:Create|Update|Upsert|Delete)/;

export interface LoggedCall {
  number: number;
  service: string;
  method: string;
  caller: string;
  write: boolean;
  /** The `version` metadata that the client sent. */
  clientVersion: string | null;
  /** The gRPC code's name; null while the call is under way. */
  outcome: string | null;
}

/** Every gRPC call in order, for tests that count. */
export class RequestLog {
  #entries: LoggedCall[] = [];
  #number = 0;

  begin(call: Pick<LoggedCall, "service" | "method" | "caller" | "clientVersion">): LoggedCall {
    this.#number += 1;
    const entry: LoggedCall = {
      ...call,
      number: this.#number,
      write: writePrefix.test(call.method),
      outcome: null,
    };
    this.#entries = [...this.#entries, entry].slice(-entriesMax);
    return entry;
  }

  clear(): void {
    this.#entries = [];
  }

  get summary(): { requests: readonly LoggedCall[]; counts: Record<string, unknown> } {
    const byMethod: Record<string, number> = {};
    for (const { method } of this.#entries) byMethod[method] = (byMethod[method] ?? 0) + 1;
    const writes = this.#entries.filter(({ write }) => write).length;
    return { requests: this.#entries, counts: { total: this.#entries.length, writes, byMethod } };
  }
}
