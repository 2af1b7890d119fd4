import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { SigningKey } from "./keys.ts";

const audience = "discover.teleport";
const lifetimeSeconds = 60 * 60;
const clockSkewSeconds = 10;

/** Mints the tokens with which Teleport itself becomes an integration role. */
export class IntegrationTokens {
  readonly #issuer: string;
  readonly #key: SigningKey;
  readonly #now: () => Date;

  constructor(issuer: string, key: SigningKey, now: () => Date) {
    this.#issuer = issuer;
    this.#key = key;
    this.#now = now;
  }

  /** `subject`: the service that asks; `userName`: on whose behalf. */
  async mint(subject: "system:auth" | "system:proxy", userName: string): Promise<string> {
    const nowSeconds = Math.floor(this.#now().getTime() / 1000);
    return (
      new SignJWT({ obo: `user:${userName}` })
        // A blank key id, as Teleport sends it: the key set lists a blank-id copy of each key for that.
        .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: "" })
        .setIssuer(this.#issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt(nowSeconds - clockSkewSeconds)
        .setNotBefore(nowSeconds - clockSkewSeconds)
        .setExpirationTime(nowSeconds + lifetimeSeconds)
        .sign(this.#key.privateKey)
    );
  }
}
