import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { createAuthority, issueCertificate } from "#lib/sandbox/teleport/identity/certificates.ts";
import type { KeyedCertificate } from "#lib/sandbox/teleport/identity/certificates.ts";
import { readIdentityCertificate } from "#lib/teleport/identity-certificate.ts";
import { parseIdentityFile } from "#lib/teleport/identity-file.ts";

let userCa: KeyedCertificate;
let hostCas: readonly KeyedCertificate[];
let client: KeyedCertificate;
let text: string;

const sshLine = "ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAg\n";
const knownHosts =
  "@cert-authority teleport.acme.test,*.teleport.acme.test ssh-rsa AAAAB3NzaC1yc2E type=host\n";

beforeAll(async () => {
  userCa = await createAuthority("teleport.acme.test", "teleport.acme.test");
  hostCas = [
    await createAuthority("teleport.acme.test", "teleport.acme.test"),
    await createAuthority("teleport.acme.test", "teleport.acme.test"),
  ];
  client = await issueCertificate(userCa, {
    subject: [{ CN: ["bot-aws-access"] }, { O: ["aws-access-app"] }, { O: ["comma, and + plus"] }],
    names: [],
    usage: "client",
    notBefore: new Date("2026-11-22T09:00:00Z"),
    notAfter: new Date("2026-11-22T10:00:00Z"),
  });
  text =
    client.keyPem +
    sshLine +
    client.certificatePem +
    knownHosts +
    hostCas.map(({ certificatePem }) => certificatePem).join("");
});

function problemOf(file: string): string {
  try {
    parseIdentityFile(file);
  } catch (error) {
    if (error instanceof AppError && error.code === "teleport-identity-invalid") return error.problem.why;
    throw error;
  }
  throw new Error("It was parsed");
}

test("the first certificate is the client's, all others are authorities", () => {
  const material = parseIdentityFile(text);
  expect(material.keyPem).toBe(client.keyPem);
  expect(material.certificatePem).toBe(client.certificatePem);
  expect(material.caPems).toEqual(hostCas.map(({ certificatePem }) => certificatePem));
});

test.each([
  ["Windows line ends", (file: string) => file.replaceAll("\n", "\r\n")],
  ["no SSH certificate", (file: string) => file.replace(sshLine, "")],
  ["an ECDSA SSH certificate", (file: string) => file.replace("ssh-rsa-cert", "ecdsa-sha2-nistp256-cert")],
  ["no end of line at the end", (file: string) => file.trimEnd()],
])("a file with %s is read", (_what, change) => {
  expect(parseIdentityFile(change(text)).caPems).toHaveLength(2);
});

test("the certificate tells user, roles, cluster and time", () => {
  expect(readIdentityCertificate(parseIdentityFile(text))).toEqual({
    userName: "bot-aws-access",
    roles: ["aws-access-app", "comma, and + plus"],
    clusterName: "teleport.acme.test",
    validFrom: new Date("2026-11-22T09:00:00Z"),
    validTo: new Date("2026-11-22T10:00:00Z"),
  });
});

describe("a half-written file is refused", () => {
  test("wherever it was cut, unless only whole authorities are missing", () => {
    const firstCaEnd = text.indexOf(hostCas[1]?.certificatePem ?? "?");
    for (let length = 0; length < firstCaEnd - 1; length += 7) {
      expect(problemOf(text.slice(0, length)), `cut at ${length}`).toMatch(/\S/);
    }
    for (let length = firstCaEnd + 1; length < text.length - 1; length += 7) {
      expect(problemOf(text.slice(0, length)), `cut at ${length}`).toMatch(/half-written/);
    }
  });

  test("when its beginning is missing", () => {
    expect(problemOf(text.slice(40))).toMatch(/\S/);
  });

  test("when a certificate is damaged", () => {
    const damaged = client.certificatePem.replace(
      /\n(.{20})/,
      (_match, start: string) => `\n${"A".repeat(start.length)}`,
    );
    expect(problemOf(text.replace(client.certificatePem, damaged))).toBe(
      "One of its certificates is damaged; it may be half-written.",
    );
  });

  test("when another file took its place", () => {
    expect(problemOf("")).toMatch(/private key/);
    expect(problemOf("{}")).toMatch(/no part of an identity file/);
    expect(problemOf(client.certificatePem)).toMatch(/private key/);
  });
});

test("a key that does not belong to the certificate is refused", async () => {
  const other = await createAuthority("x", "x");
  const material = { ...parseIdentityFile(text), keyPem: other.keyPem };
  expect(() => readIdentityCertificate(material)).toThrow("teleport-identity-invalid");
});
