import { AppError, type ErrorCode } from "#lib/domain/errors.ts";

export type Phase = "read" | "before-write" | "after-write";

export interface PortCall {
  phase: Phase;
  /** Name of the port's method. */
  method: string;
  id: string;
  /** How many writes (reads) came before this one. */
  count: number;
}

/** Called at each phase of each call. What it throws, the caller gets: before the write was done, or after. */
export type Hook = (call: PortCall) => void | Promise<void>;

export function failure(code: ErrorCode, evidence?: string): AppError {
  return new AppError({
    code,
    what: `It was refused (${code}).`,
    why: "A test asked for it.",
    remedy: "None is needed.",
    ...(evidence === undefined ? {} : { evidence }),
  });
}

/** Counts calls, and lets tests put their own events between request and answer. */
export class Hooks {
  hook: Hook = () => {};
  readonly writes: string[] = [];
  #reads = 0;

  async read<T>(method: string, id: string, action: () => T): Promise<T> {
    await this.hook({ phase: "read", method, id, count: this.#reads });
    this.#reads += 1;
    return action();
  }

  async write(method: string, id: string, action: () => void): Promise<void> {
    const count = this.writes.length;
    await this.hook({ phase: "before-write", method, id, count });
    action();
    this.writes.push(`${method} ${id}`);
    await this.hook({ phase: "after-write", method, id, count });
  }
}
