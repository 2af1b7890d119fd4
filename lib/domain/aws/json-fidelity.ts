/**
 * Says what JSON.parse would lose of a text that it accepts: a key that occurs twice in one object, or a number that
 * it can't hold exactly. A document that can't be written back as it was must not be written back at all.
 */
export function findLoss(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let keyFollows = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keyFollows && keys) {
        const key = JSON.parse(text.slice(at, end)) as string;
        if (keys.has(key)) return `the key “${key}” occurs twice in one object`;
        keys.add(key);
        keyFollows = false;
      }
      at = end - 1;
    } else if (character === "{") {
      open.push(new Set());
      keyFollows = true;
    } else if (character === "[") {
      open.push(null);
      keyFollows = false;
    } else if (character === "}" || character === "]") {
      open.pop();
    } else if (character === ",") {
      keyFollows = open.at(-1) != null;
    } else if (/[-\d]/.test(character)) {
      const number = /^[-+.\deE]+/.exec(text.slice(at, at + 400))?.[0] ?? character;
      if (!isExact(number)) return `the number ${number} can't be kept exactly`;
      at += number.length - 1;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Fifteen significant digits survive a double; a number that underflows to nothing does not. */
function isExact(number: string): boolean {
  const value = Number(number);
  const significant = (number.split(/[eE]/)[0] ?? "").replace(/[-.]/g, "").replace(/^0+/, "");
  if (!Number.isFinite(value)) return false;
  if (significant === "") return true;
  return value !== 0 && (significant.replace(/0+$/, "").length <= 15 || Number.isSafeInteger(value));
}
