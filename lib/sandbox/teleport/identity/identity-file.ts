import type { Authorities } from "./authorities.ts";
import { issueCertificate } from "./certificates.ts";
import { sshPublicKey, sshUserCertificate } from "./ssh-certificate.ts";

export interface IdentityHolder {
  userName: string;
  /** As in Teleport, the roles are fixed in the certificate until the next one. */
  roles: readonly string[];
}

/** The text of an identity file, in the order that Teleport writes it (api/identityfile). */
export async function identityFileText(
  authorities: Authorities,
  clusterName: string,
  holder: IdentityHolder,
  validity: { notBefore: Date; notAfter: Date },
): Promise<string> {
  const client = await issueCertificate(authorities.user, {
    subject: [{ CN: [holder.userName] }, ...holder.roles.map((role) => ({ O: [role] }))],
    names: [],
    usage: "client",
    ...validity,
  });
  const sshCertificate = sshUserCertificate(client.keyPem, authorities.sshUserKeyPem, {
    name: holder.userName,
    ...validity,
  });
  const hosts = `${clusterName},*.${clusterName}`;
  return [
    client.keyPem,
    `${sshCertificate}\n`,
    client.certificatePem,
    `@cert-authority ${hosts} ${sshPublicKey(authorities.sshHostKeyPem)} type=host\n`,
    authorities.host.certificatePem,
  ].join("");
}
