import type { JWK } from "jose";
import type { SigningKey } from "./keys.ts";

export interface OidcDocuments {
  /** Path → JSON document. */
  paths: ReadonlyMap<string, unknown>;
}

/**
 * The public documents of the issuer; AWS's key set names each key twice, once with a blank id. The keys of application
 * tokens are those of the moment: they rotate.
 */
export function oidcDocuments(
  issuer: string,
  oidcKey: SigningKey,
  appTokens: { readonly publicKeys: readonly JWK[] },
): OidcDocuments {
  const discovery = {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks-oidc`,
    claims: ["iss", "sub", "obo", "aud", "jti", "iat", "exp", "nbf"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["id_token"],
    scopes_supported: ["openid"],
    subject_types_supported: ["public", "pair-wise"],
  };
  const oidcKeys = { keys: [oidcKey.publicJwk, { ...oidcKey.publicJwk, kid: "" }] };
  const appTokenKeys = {
    get keys() {
      return appTokens.publicKeys;
    },
  };
  return {
    paths: new Map<string, unknown>([
      ["/.well-known/openid-configuration", discovery],
      ["/.well-known/jwks-oidc", oidcKeys],
      ["/.well-known/jwks.json", appTokenKeys],
    ]),
  };
}
