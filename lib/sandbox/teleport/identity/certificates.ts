import "reflect-metadata";
import { randomBytes } from "node:crypto";
import * as x509 from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const yearMs = 365 * 24 * 60 * 60 * 1000;

/** A certificate and its private key (PKCS #8), both PEM. */
export interface KeyedCertificate {
  keyPem: string;
  certificatePem: string;
}

export interface CertificateRequest {
  subject: x509.JsonName;
  /** What the certificate is for; a server's one needs names. */
  names: readonly { type: "dns" | "ip"; value: string }[];
  usage: "server" | "client";
  notBefore: Date;
  notAfter: Date;
}

function toPem(key: ArrayBuffer): string {
  return `${x509.PemConverter.encode(key, "PRIVATE KEY")}\n`;
}

async function generateKeys(): Promise<{ keys: CryptoKeyPair; keyPem: string }> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  return { keys, keyPem: toPem(await crypto.subtle.exportKey("pkcs8", keys.privateKey)) };
}

// The first bit must be 0: a serial number is a positive integer.
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString("hex");
}

/** A new authority; as with Teleport's own, `O` is the cluster that it speaks for. */
export async function createAuthority(commonName: string, organization: string): Promise<KeyedCertificate> {
  const { keys, keyPem } = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName] }, { O: [organization] }],
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 10 * yearMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { keyPem, certificatePem: `${certificate.toString("pem")}\n` };
}

/** A certificate with a new key, signed by `authority`. */
export async function issueCertificate(
  authority: KeyedCertificate,
  request: CertificateRequest,
): Promise<KeyedCertificate> {
  const issuer = new x509.X509Certificate(authority.certificatePem);
  const [signingKeyDer] = x509.PemConverter.decode(authority.keyPem);
  if (!signingKeyDer) throw new Error("The authority has no private key.");
  const signingKey = await crypto.subtle.importKey("pkcs8", signingKeyDer, algorithm, false, ["sign"]);
  const { keys, keyPem } = await generateKeys();
  const extendedUsage = request.usage === "server" ? "serverAuth" : "clientAuth";
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: request.subject,
    issuer: issuer.subjectName.toJSON(),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[extendedUsage]]),
      await x509.AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
      ...(request.names.length > 0 ? [new x509.SubjectAlternativeNameExtension([...request.names])] : []),
    ],
  });
  return { keyPem, certificatePem: `${certificate.toString("pem")}\n` };
}
