/** Roles that exist but are not known as principals yet, each with the number of writes that still refuse it. */
export class YoungRoles {
  readonly #left = new Map<string, number>();

  add(roleArn: string, writes: number): void {
    if (writes > 0) this.#left.set(roleArn, writes);
  }

  /** Whether a write that names the role is refused; each question brings the role nearer to being known. */
  refuse(roleArn: string): boolean {
    const left = this.#left.get(roleArn) ?? 0;
    if (left <= 1) this.#left.delete(roleArn);
    else this.#left.set(roleArn, left - 1);
    return left > 0;
  }

  clear(): void {
    this.#left.clear();
  }
}
