import { createHmac, timingSafeEqual } from "node:crypto";

export interface ChainedText {
  sequence: number;
  at: string;
  writer: string;
  body: string;
}

/** Each entry's hash covers the one before: nothing can be changed, taken out or put in between without the key. */
export function linkHash(key: Uint8Array, previous: string, entry: ChainedText): string {
  const text = JSON.stringify([previous, entry.sequence, entry.at, entry.writer, entry.body]);
  return createHmac("sha256", key).update(text).digest("hex");
}

export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, "utf8");
  const right = Buffer.from(b, "utf8");
  return left.length === right.length && timingSafeEqual(left, right);
}
