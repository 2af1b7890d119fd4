/** Values of an answer: arrays become `<member>` lists, undefined is left out. */
type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | XmlMap
  | { readonly [name: string]: XmlValue };

export type Output = Readonly<Record<string, XmlValue>>;

/** Written as `<entry><key/><value/></entry>`. */
export class XmlMap {
  readonly entries: readonly (readonly [string, string | number])[];

  constructor(entries: Readonly<Record<string, string | number>>) {
    this.entries = Object.entries(entries);
  }
}

export const xmlType = "text/xml; charset=utf-8";

const namespaces = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
} as const;

export type Service = keyof typeof namespaces;

export function responseXml(
  service: Service,
  action: string,
  output: Output | undefined,
  requestId: string,
): string {
  const result = output === undefined ? "" : element(`${action}Result`, output);
  const metadata = element("ResponseMetadata", { RequestId: requestId });
  return `<${action}Response xmlns="${namespaces[service]}">${result}${metadata}</${action}Response>`;
}

export function errorXml(
  service: Service,
  error: { code: string; status: number; message: string },
  requestId: string,
): string {
  const body = element("Error", {
    Type: error.status >= 500 ? "Receiver" : "Sender",
    Code: error.code,
    Message: error.message,
  });
  return `<ErrorResponse xmlns="${namespaces[service]}">${body}${element("RequestId", requestId)}</ErrorResponse>`;
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<XmlValue, undefined>): string {
  if (typeof value !== "object") return escapeXml(String(value));
  if (isList(value)) return value.map((member) => element("member", member)).join("");
  if (value instanceof XmlMap) {
    return value.entries.map(([key, text]) => element("entry", { key, value: text })).join("");
  }
  return Object.entries(value)
    .map(([name, child]) => element(name, child))
    .join("");
}

function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const replacements: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};

/** Characters that XML cannot carry at all become U+FFFD, so that an answer is always well-formed. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"\r]/g, (character) => replacements[character] ?? character)
      // oxlint-disable-next-line no-control-regex -- control characters are exactly what is replaced here
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
      .toWellFormed()
  );
}

/** Policy documents travel percent-encoded (RFC 3986). */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
