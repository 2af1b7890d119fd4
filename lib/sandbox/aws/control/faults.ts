import type { Fault, FaultRule } from "./fault-rules.ts";

interface Live {
  readonly rule: FaultRule;
  seen: number;
  applied: number;
}

interface MatchedCall {
  readonly action: string;
  readonly roleName: string | null;
}

/** The faults that tests asked for. They count requests, never seconds. */
export class Faults {
  #rules: Live[] = [];
  #held: (() => void)[] = [];

  add(rules: readonly FaultRule[]): void {
    this.#rules.push(...rules.map((rule) => ({ rule, seen: 0, applied: 0 })));
  }

  /** Also lets go of every held request: nothing may wait for a rule that is gone. */
  clear(): void {
    this.#rules = [];
    this.release();
  }

  describe() {
    return {
      rules: this.#rules.map(({ rule, ...counted }) => ({ ...rule, ...counted })),
      held: this.#held.length,
    };
  }

  /** Counts the call with every rule that matches it, and gives the faults that hit it. */
  take(call: MatchedCall): Fault[] {
    return this.#rules.flatMap((live) => {
      const { match, fault } = live.rule;
      const actions = match.action === undefined ? null : [match.action].flat();
      if (actions && !actions.includes(call.action)) return [];
      if (match.roleName !== undefined && match.roleName !== call.roleName) return [];
      live.seen += 1;
      const first = match.nth ?? 1;
      const times = match.times ?? (match.nth === undefined ? Infinity : 1);
      if (live.seen < first || live.seen >= first + times) return [];
      live.applied += 1;
      return [fault];
    });
  }

  hold(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const resume of held) resume();
  }
}
