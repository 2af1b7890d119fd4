/**
 * Whether an address lies in a CIDR range (or is the one address given). Mixed families never match. Null: one of the
 * two is not written as addresses usually are.
 */
export function ipInRange(address: string, range: string): boolean | null {
  const [base = "", length] = range.split("/");
  const found = parseIp(address);
  const wanted = parseIp(base);
  if (!found || !wanted) return null;
  const prefix = length === undefined ? wanted.bits : Number(length);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length ?? "0") || prefix > wanted.bits) return null;
  if (found.bits !== wanted.bits) return false;
  const shift = BigInt(found.bits - prefix);
  return found.value >> shift === wanted.value >> shift;
}

interface IpValue {
  value: bigint;
  bits: 32 | 128;
}

function parseIp(text: string): IpValue | null {
  return text.includes(":") ? parseIp6(text) : parseIp4(text);
}

function parseIp4(text: string): IpValue | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return { value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), bits: 32 };
}

function parseIp6(text: string): IpValue | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = (half: string | undefined): string[] => (half ? half.split(":") : []);
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!all.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return null;
  return { value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n), bits: 128 };
}
