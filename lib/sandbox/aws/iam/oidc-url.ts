import { invalidInput } from "../api/aws-error.ts";

/** The provider's URL without scheme. IAM takes https, a host and a path: no port, no query, no fragment. */
export function providerUrl(text: string): string {
  if (!text.startsWith("https://")) {
    throw invalidInput(`The URL ${text} is not valid: it must begin with https://`);
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalidInput(`The URL ${text} is not valid.`);
  }
  const withoutScheme = text.slice("https://".length);
  const host = withoutScheme.split(/[/?#]/)[0] ?? "";
  if (host.includes(":") || url.username !== "") {
    throw invalidInput(`The URL ${text} is not valid: it must not contain a port.`);
  }
  if (/[?#]/.test(withoutScheme)) {
    throw invalidInput(`The URL ${text} is not valid: it must not contain query parameters.`);
  }
  return withoutScheme;
}
