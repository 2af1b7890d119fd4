import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../state-file.ts";
import { createAuthority, type KeyedCertificate } from "./certificates.ts";

/** What a cluster signs with; kept in the directory, so that a restart invalidates nothing. */
export interface Authorities {
  /** Signs the auth service's own certificate; the root that an identity file carries. */
  host: KeyedCertificate;
  /** Signs client certificates. */
  user: KeyedCertificate;
  /** Stands for the public authority that signs the proxy's web certificate. */
  web: KeyedCertificate;
  sshHostKeyPem: string;
  sshUserKeyPem: string;
  /** RSA, as the tokens for AWS are always RS256. */
  oidcKeyPem: string;
  /** P-256, as in clusters of Teleport 17 and later. */
  appTokenKeyPem: string;
}

const pkcs8 = { type: "pkcs8", format: "pem" } as const;

async function keep(path: string, make: () => string | Promise<string>): Promise<string> {
  if (existsSync(path)) return readFileSync(path, "utf8");
  const text = await make();
  writeFileAtomically(path, text);
  return text;
}

async function keepAuthority(dir: string, name: string, clusterName: string): Promise<KeyedCertificate> {
  const path = join(dir, `${name}-ca.pem`);
  const text = await keep(path, async () => {
    const authority = await createAuthority(clusterName, clusterName);
    return authority.keyPem + authority.certificatePem;
  });
  const at = text.indexOf("-----BEGIN CERTIFICATE-----");
  return { keyPem: text.slice(0, at), certificatePem: text.slice(at) };
}

export async function openAuthorities(dir: string, clusterName: string): Promise<Authorities> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const ed25519 = (): string => generateKeyPairSync("ed25519").privateKey.export(pkcs8).toString();
  const rsa = (): string =>
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pkcs8).toString();
  const p256 = (): string =>
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export(pkcs8).toString();
  return {
    host: await keepAuthority(dir, "host", clusterName),
    user: await keepAuthority(dir, "user", clusterName),
    web: await keepAuthority(dir, "web", "Acme public web authority"),
    sshHostKeyPem: await keep(join(dir, "ssh-host-key.pem"), ed25519),
    sshUserKeyPem: await keep(join(dir, "ssh-user-key.pem"), ed25519),
    oidcKeyPem: await keep(join(dir, "oidc-key.pem"), rsa),
    appTokenKeyPem: await keep(join(dir, "app-token-key.pem"), p256),
  };
}
