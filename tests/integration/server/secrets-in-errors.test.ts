import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listening } from "../../contract/aws/listening.ts";

const script = fileURLToPath(new URL("../../support/server/failing-process.ts", import.meta.url));
const marker = (what: string) => `MARKER-${what}-0123456789abcdef/+=`;
const { privateKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const claims = Buffer.from('{"sub":"alice","aud":"http://aws-access.internal"}').toString("base64url");
const assertion = `eyJhbGciOiJFUzI1NiJ9.${claims}.MARKERMARKERMARKERMARKERMARKER`;

/** AWS as it answers a signature that does not match: it quotes what was signed, the session's token in it. */
const aws: Server = createServer((request, response) => {
  const quoted = Object.entries(request.headers).map(([name, value]) => `${name}:${String(value)}`);
  response.writeHead(403, { "content-type": "text/xml" });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>The Canonical String for this request should have been 'POST\n/\n\n${quoted.join("\n")}'</Message></Error></ErrorResponse>`,
  );
});

let folder: string;
let said: { problems: string; log: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "aws-access-secrets-"));
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production",
    DATA_DIR: folder,
    LOG_LEVEL: "debug",
    AWS_ENDPOINT_URL: await listening(aws),
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: marker("secret-key"),
    AWS_SESSION_TOKEN: marker("session-token"),
    DATABASE_URL: `postgres://app:${encodeURIComponent(marker("password"))}@127.0.0.1:1/journal`,
    JOURNAL_KEY: marker("journal-key"),
    ASSERTION: assertion,
    PRIVATE_KEY: privateKey,
  };
  said = await new Promise((done) => {
    const args = ["--conditions=react-server", "--disable-warning=ExperimentalWarning", script];
    execFile(process.execPath, args, { env }, (_error, problems, log) => done({ problems, log }));
  });
});

afterAll(() => {
  aws.close();
  rmSync(folder, { recursive: true });
});

describe("errors of AWS, Teleport, the database and of nobody's making, full of secrets,", () => {
  it("are all met, and told with what one needs to know", () => {
    expect(said.problems).toContain('aws: {"code":"aws-');
    expect(said.problems).toContain("SignatureDoesNotMatch");
    expect(said.problems).toContain('teleport: {"code":"teleport-invalid-input"');
    expect(said.problems).toContain('database: {"code":"journal-unavailable"');
    expect(said.problems).toContain('database address: {"code":"journal-unavailable"');
    expect(said.log).toContain("127.0.0.1:1");
    for (const what of ["aws", "teleport", "database", "database address", "unforeseen error"])
      expect(said.log).toContain(`met: ${what}`);
  });

  it.each(["problems", "log"] as const)("leave none of them in the %s", (channel) => {
    expect(said[channel]).not.toContain("MARKER");
    const keyLines = privateKey.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
    for (const line of keyLines) expect(said[channel]).not.toContain(line);
    expect(said[channel]).toContain("[secret]");
  });
});
