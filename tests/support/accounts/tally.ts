import type { RoleVerdict } from "#lib/domain/aws/role-verdict.ts";
import { promised } from "./judged.ts";

/** What was met on the way: a property that only ever saw refusals would prove little. */
export class Tally {
  readonly counts = { opens: 0, refuses: 0, promisesNothing: 0 };
  readonly undecided = new Set<string>();

  add(verdict: RoleVerdict): void {
    const promise = promised(verdict);
    if (promise === null) {
      this.counts.promisesNothing += 1;
      this.undecided.add(verdict.cause?.code ?? "none");
    } else this.counts[promise ? "opens" : "refuses"] += 1;
  }

  get total(): number {
    const { opens, refuses, promisesNothing } = this.counts;
    return opens + refuses + promisesNothing;
  }

  share(of: keyof Tally["counts"]): number {
    return this.counts[of] / this.total;
  }
}
