import { X509Certificate } from "node:crypto";
import { AppError } from "#lib/domain/errors.ts";

/** The parts of an identity file that a gRPC client needs. */
export interface IdentityMaterial {
  keyPem: string;
  certificatePem: string;
  /** The cluster's host CAs: the only roots that the auth service's certificate is held against. */
  caPems: readonly string[];
}

function unusable(why: string): AppError {
  return new AppError({
    code: "teleport-identity-invalid",
    what: "The Teleport identity file can't be used.",
    why,
    remedy:
      "Have tbot write it with an output of type identity (or tctl auth sign --format=file), and check TELEPORT_IDENTITY_FILE.",
  });
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n-----END \1-----\r?\n?/g;

/** Lines that stand beside the PEM blocks: the SSH certificate, known hosts, comments. */
const plainLine = /^(?:ssh-|ecdsa-|sk-|rsa-|@cert-authority |#|$)/;

function assertReadable(certificatePem: string): void {
  try {
    new X509Certificate(certificatePem);
  } catch {
    throw unusable("One of its certificates is damaged; it may be half-written.");
  }
}

/**
 * Order of the blocks as Teleport writes them: private key, client certificate, then the host CAs. Strict, because
 * Machine ID rewrites the file in place and a half-written one must not replace a good identity.
 */
export function parseIdentityFile(text: string): IdentityMaterial {
  const blocks = [...text.matchAll(pemBlock)].map(([pem, label = ""]) => ({ pem, label }));
  const rest = text.replaceAll(pemBlock, "").split(/\r?\n/);
  if (rest.some((line) => line.startsWith("-----"))) {
    throw unusable("A block in it has no end; it may be half-written.");
  }
  if (rest.some((line) => !plainLine.test(line.trim()))) {
    throw unusable("It holds a line that is no part of an identity file; it may be half-written.");
  }
  const key = blocks.find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (!key || blocks[0] !== key) throw unusable("It does not begin with a private key.");
  const [certificate, ...cas] = blocks.filter(({ label }) => label === "CERTIFICATE");
  if (!certificate) throw unusable("It holds no client certificate; it may be half-written.");
  if (cas.length === 0) throw unusable("It holds no certificate authority; it may be half-written.");
  for (const { pem } of [certificate, ...cas]) assertReadable(pem);
  return { keyPem: key.pem, certificatePem: certificate.pem, caPems: cas.map(({ pem }) => pem) };
}
