/**
 * The text of a policy document as IAM sends it: RFC 3986 percent-encoded, which the SDK leaves alone. Servers that
 * send plain JSON are understood too.
 */
export function decodePolicy(text: string): string {
  if (text.trimStart().startsWith("{")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
