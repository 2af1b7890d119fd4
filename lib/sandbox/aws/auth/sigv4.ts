import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../api/aws-error.ts";

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const skewMs = 15 * 60_000;

const incomplete = (message: string) => new AwsError("IncompleteSignature", 400, message);
const mismatch = (message: string) => new AwsError("SignatureDoesNotMatch", 403, message);

export function readAuthorization(header: string): Authorization {
  if (!header.startsWith(`${algorithm} `)) {
    throw incomplete(`Unsupported ${algorithm} 'algorithm': '${header.split(" ")[0] ?? ""}'.`);
  }
  const parts = new Map(
    header
      .slice(algorithm.length)
      .split(",")
      .map((part) => part.trim())
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const required = (name: string) => {
    const value = parts.get(name);
    if (!value)
      throw incomplete(`Authorization header requires '${name}' parameter. Authorization=${algorithm}`);
    return value;
  };
  const credential = required("Credential").split("/");
  const [accessKeyId = "", date = "", region = "", service = "", terminator] = credential;
  if (credential.length !== 5 || terminator !== "aws4_request") {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term",
    );
  }
  const signedHeaders = required("SignedHeaders").split(";");
  return { accessKeyId, date, region, service, signedHeaders, signature: required("Signature") };
}

/** Throws unless the request was signed with this secret, for this service, within 15 minutes of now. */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  secret: string,
  service: string,
  nowMs: number,
): void {
  const timestamp = readTimestamp(request.headers);
  checkSkew(timestamp, nowMs);
  if (authorization.service !== service) {
    throw mismatch(`Credential should be scoped to correct service: '${service}'. `);
  }
  if (authorization.date !== timestamp.slice(0, 8)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  const required = ["host", ...(request.headers["x-amz-date"] ? ["x-amz-date"] : [])];
  for (const name of required) {
    if (!authorization.signedHeaders.includes(name)) {
      throw mismatch(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  const expected = Buffer.from(signatureOf(request, authorization, secret, timestamp));
  const given = Buffer.from(authorization.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw mismatch(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
}

function signatureOf(
  request: SignedRequest,
  authorization: Authorization,
  secret: string,
  timestamp: string,
): string {
  const { date, region, service } = authorization;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = [algorithm, timestamp, scope, sha256(canonicalRequest(request, authorization))].join("\n");
  return hmac(signingKey(secret, scope), text).toString("hex");
}

const keptKeys = 100;
const signingKeys = new Map<string, string | Buffer>();

/** The same for a whole day: of four hashes a request then costs one. */
function signingKey(secret: string, scope: string): string | Buffer {
  const name = `${secret}/${scope}`;
  const key = signingKeys.get(name) ?? scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`);
  if (signingKeys.size >= keptKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function canonicalRequest(request: SignedRequest, { signedHeaders }: Authorization): string {
  const headers = signedHeaders.map((name) => {
    const value = request.headers[name];
    const text = Array.isArray(value) ? value.join(",") : (value ?? "");
    return `${name}:${text.trim().replace(/\s+/g, " ")}\n`;
  });
  return [
    request.method,
    // The path is encoded once more than it was sent, by the rule for every service but S3.
    request.path.split("/").map(encode).join("/") || "/",
    canonicalQuery(request.query),
    headers.join(""),
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .toSorted()
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

/** `20260101T120000Z` */
function readTimestamp(headers: IncomingHttpHeaders): string {
  const given = headers["x-amz-date"];
  if (typeof given === "string" && /^\d{8}T\d{6}Z$/.test(given)) return given;
  const date = Date.parse(headers.date ?? "");
  if (given === undefined && !Number.isNaN(date)) return basicFormat(date);
  throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
}

function checkSkew(timestamp: string, nowMs: number): void {
  const extended = timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const sentMs = Date.parse(extended);
  const now = basicFormat(nowMs);
  if (Number.isNaN(sentMs)) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`);
  if (sentMs < nowMs - skewMs) {
    const limit = basicFormat(nowMs - skewMs);
    throw mismatch(`Signature expired: ${timestamp} is now earlier than ${limit} (${now} - 15 min.)`);
  }
  if (sentMs > nowMs + skewMs) {
    const limit = basicFormat(nowMs + skewMs);
    throw mismatch(`Signature not yet current: ${timestamp} is still later than ${limit} (${now} + 15 min.)`);
  }
}

const basicFormat = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}|[-:]/g, "");
