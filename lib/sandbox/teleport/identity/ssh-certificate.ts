import { createPrivateKey, createPublicKey, randomBytes, sign, type KeyObject } from "node:crypto";

const certificateType = "ecdsa-sha2-nistp256-cert-v01@openssh.com";
const authorityType = "ssh-ed25519";
const userCertificate = 1;

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function uint64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer;
}

function string(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function coordinate(key: KeyObject, name: "x" | "y"): Buffer {
  const value = key.export({ format: "jwk" })[name];
  if (typeof value !== "string") throw new Error(`The key has no ${name} coordinate.`);
  return Buffer.from(value, "base64url");
}

/** The public part of an Ed25519 key in OpenSSH's form: `ssh-ed25519 AAAA…`. */
export function sshPublicKey(keyPem: string): string {
  return `${authorityType} ${publicBlob(createPrivateKey(keyPem)).toString("base64")}`;
}

function publicBlob(key: KeyObject): Buffer {
  return Buffer.concat([string(authorityType), string(coordinate(createPublicKey(key), "x"))]);
}

/**
 * A user certificate for a P-256 key in one authorized_keys line (OpenSSH PROTOCOL.certkeys), signed by an
 * Ed25519 authority. It opens no host: the only principal is one that nobody has as a login.
 */
export function sshUserCertificate(
  subjectKeyPem: string,
  authorityKeyPem: string,
  user: { name: string; notBefore: Date; notAfter: Date },
): string {
  const subject = createPublicKey(createPrivateKey(subjectKeyPem));
  const authority = createPrivateKey(authorityKeyPem);
  const point = Buffer.concat([Buffer.of(4), coordinate(subject, "x"), coordinate(subject, "y")]);
  const body = Buffer.concat([
    string(certificateType),
    string(randomBytes(32)),
    string("nistp256"),
    string(point),
    uint64(0),
    uint32(userCertificate),
    string(user.name),
    string(string("-teleport-nologin")),
    uint64(Math.floor(user.notBefore.getTime() / 1000)),
    uint64(Math.floor(user.notAfter.getTime() / 1000)),
    string(""),
    string(""),
    string(""),
    string(publicBlob(authority)),
  ]);
  const signature = Buffer.concat([string(authorityType), string(sign(null, body, authority))]);
  return `${certificateType} ${Buffer.concat([body, string(signature)]).toString("base64")}`;
}
