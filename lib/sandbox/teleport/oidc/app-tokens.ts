import { generateKeyPairSync } from "node:crypto";
import { SignJWT, type JWK } from "jose";
import type { Person } from "../launch/subject.ts";
import { openSigningKey, type SigningKey } from "./keys.ts";

const clockSkewSeconds = 10;

export type AppTokenAlgorithm = "ES256" | "RS256";

/** Mints the tokens that tell an application who is asking, as the application service does. */
export class AppTokens {
  readonly #issuer: string;
  readonly #now: () => Date;
  /** The newest first: that one signs, all are published. */
  #keys: readonly { key: SigningKey; algorithm: AppTokenAlgorithm }[];

  constructor(clusterName: string, key: SigningKey, now: () => Date) {
    this.#issuer = clusterName;
    this.#keys = [{ key, algorithm: "ES256" }];
    this.#now = now;
  }

  get publicKeys(): readonly JWK[] {
    return this.#keys.map(({ key }) => key.publicJwk);
  }

  /** From now on another key signs; the one before is still published, as within a rotation, older ones are not. */
  async rotate(algorithm: AppTokenAlgorithm): Promise<void> {
    const { privateKey } =
      algorithm === "ES256"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const key = await openSigningKey(pem, algorithm);
    this.#keys = [{ key, algorithm }, ...this.#keys.slice(0, 1)];
  }

  /** `audience`: the application's internal address, to the letter. Roles and traits are those of the sign-in. */
  async mint(person: Person, audience: string, issuer = this.#issuer): Promise<string> {
    const [current] = this.#keys;
    if (!current) throw new Error("There is no key to sign with.");
    const nowSeconds = Math.floor(this.#now().getTime() / 1000);
    return await new SignJWT({
      username: person.userName,
      roles: [...person.roleNames],
      traits: person.traits,
    })
      .setProtectedHeader({ alg: current.algorithm, typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(person.userName)
      .setAudience([audience])
      .setIssuedAt(Math.floor(person.signedInAtMs / 1000))
      .setNotBefore(nowSeconds - clockSkewSeconds)
      .setExpirationTime(Math.floor(person.expiresAtMs / 1000))
      .sign(current.key.privateKey);
  }
}
