const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

const escape = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-7][0-9a-fA-F])|([\s\S]))/g;

/** The text of an interpreted Go string literal (between its quotes), or null where Go would refuse it, as in `\d`. */
export function unescapeGoString(body: string): string | null {
  let valid = true;
  const text = body.replace(escape, (_match, short, long, byte, simple) => {
    const code: string | undefined = short ?? long ?? byte;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      if (point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return String.fromCodePoint(point);
    } else if (Object.hasOwn(simpleEscapes, simple)) {
      return simpleEscapes[simple] ?? "";
    }
    valid = false;
    return "";
  });
  return valid ? text : null;
}
