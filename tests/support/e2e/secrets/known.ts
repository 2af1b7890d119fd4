/* The secrets of everything that this worker has started: each is a marker that must turn up nowhere. */

interface Secret {
  what: string;
  /** The text itself, and as it stands in an address. */
  forms: readonly string[];
  /** Where an admin asks for it it is shown, and kept in a place of its own; it is a secret everywhere else. */
  isForAdmins: boolean;
}

/** Who a text is for. */
export type Reader = "nobody" | "admins";

const shortestSecret = 16;
const known = new Map<string, Secret>();

/** Secrets whose text nobody can know beforehand: assertions of Teleport, keys that are made on the way. */
const shapes: readonly { what: string; pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a signed token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
];

export function keepSecret(what: string, text: string | undefined, isForAdmins = false): void {
  if (text === undefined || text.length < shortestSecret) return;
  known.set(text, { what, forms: [...new Set([text, encodeURIComponent(text)])], isForAdmins });
}

/** Made by the app for an account that it reaches through a role: what keeps others from having the app act there. */
export function keepExternalId(text: string | undefined): void {
  keepSecret("an external id", text, true);
}

/** Each line of the key's text: whatever part of it is quoted somewhere is found. */
export function keepPrivateKey(what: string, pem: string): void {
  const [, body = ""] = /-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END/.exec(pem) ?? [];
  for (const line of body.split("\n")) keepSecret(what, line.trim());
}

/** What of the known secrets stands in the text. */
export function knownSecretsIn(text: string, reader: Reader = "nobody"): string[] {
  return [...known.values()]
    .filter(({ isForAdmins }) => reader === "nobody" || !isForAdmins)
    .filter(({ forms }) => forms.some((form) => text.includes(form)))
    .map(({ what }) => what);
}

/** Also what only looks like a secret. */
export function secretsIn(text: string, reader: Reader = "nobody"): string[] {
  return [
    ...knownSecretsIn(text, reader),
    ...shapes.filter(({ pattern }) => pattern.test(text)).map(({ what }) => what),
  ];
}
