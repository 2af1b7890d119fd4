import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { afterEach } from "vitest";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** An OIDC issuer on loopback that stands for `https://<host>`. */
export async function startIssuer(issuer = "https://teleport.acme.test") {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const kid = "key-1";
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`);
    const documents: Record<string, unknown> = {
      "/.well-known/openid-configuration": { issuer, jwks_uri: `${issuer}/.well-known/jwks-oidc` },
      "/.well-known/jwks-oidc": { keys: [jwk] },
    };
    const document = documents[request.url ?? ""];
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    issuer,
    seen,
    issuers: new Map([[issuer, `http://127.0.0.1:${port}`]]),
    sign: (claims: JWTPayload = {}, header: { kid?: string } = {}) =>
      new SignJWT({ sub: "system:proxy", aud: "discover.teleport", ...claims })
        .setProtectedHeader({ alg: "RS256", kid, ...header })
        .setIssuer(claims.iss ?? issuer)
        .setIssuedAt(claims.iat ?? Math.floor(Date.now() / 1000))
        .setExpirationTime(claims.exp ?? Math.floor(Date.now() / 1000) + 60)
        .sign(privateKey),
  };
}
