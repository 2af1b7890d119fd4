export const hidden = "[secret]";

/*
 * What others put into their errors: AWS quotes the signed request, with the session's token in it; drivers quote the
 * address that they were given; parsers quote what they could not read. A line break may stand escaped.
 */
const shapes: readonly [RegExp, string][] = [
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?(?:-----END \1PRIVATE KEY-----|$)/g, hidden],
  // JSON Web Tokens.
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/g, hidden],
  // The password in an address.
  [/(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@"']*):[^\s/@"']+@/gi, `$1:${hidden}@`],
  // Headers and fields by their names, as text, as JSON and in an address.
  [
    /\b((?:x-amz-)?security-?token|session-?token|signin-?token|secret-?access-?key|teleport-jwt-assertion|aws-access-session)((?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)[^\s"'\\&;,<]+/gi,
    `$1$2${hidden}`,
  ],
  [/([#?&]token=)[^\s"'\\&<]+/g, `$1${hidden}`],
  [/\b(Bearer )[\w.~+/=-]{8,}/g, `$1${hidden}`],
];

/** The text without what looks like a secret, and without the known ones. */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  const rest = known.reduce((left, secret) => left.replaceAll(secret, hidden), text);
  return shapes.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), rest);
}
