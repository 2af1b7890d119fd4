import { z } from "zod";
import type { IssuerInfo } from "#lib/domain/teleport/types.ts";
import { oldestMajor } from "#lib/domain/enrollment/world-notices.ts";
import { AppError } from "#lib/domain/errors.ts";
import { withoutDefaultPort } from "./address.ts";
import type { WebApi } from "./web-api.ts";

const discoveryPath = "/.well-known/openid-configuration";
const discoveryDocument = z.object({ issuer: z.url({ protocol: /^https$/ }), jwks_uri: z.url() });
const keysDocument = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

function unusable(path: string, why: string): AppError {
  return new AppError({
    code: "teleport-unsupported",
    what: "The cluster does not answer as an OIDC issuer.",
    why,
    remedy: `Check the public address of the proxy, and that the cluster runs Teleport ${oldestMajor} or newer.`,
    evidence: `GET ${path}`,
  });
}

async function document<T>(web: WebApi, path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await web.get(path);
  if (text === null) throw unusable(path, "The document does not exist.");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unusable(path, "The document is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw unusable(path, "The document lacks what AWS needs.");
  return parsed.data;
}

/** SHA-1 of the top certificate of the proxy's chain, as Teleport tells it to its own scripts. */
async function readThumbprint(web: WebApi): Promise<string | null> {
  try {
    const text = await web.get("/v1/webapi/thumbprint");
    return /^[0-9a-f]{40}$/i.exec((text ?? "").trim().replaceAll('"', ""))?.[0].toLowerCase() ?? null;
  } catch (error) {
    // Needed for aws-cn only: its absence is no reason to fail.
    if (error instanceof AppError && error.code === "teleport-unknown") return null;
    throw error;
  }
}

export async function readIssuer(web: WebApi): Promise<IssuerInfo> {
  const { publicAddress } = await web.ping();
  const { issuer, jwks_uri } = await document(web, discoveryPath, discoveryDocument);
  const url = issuer.replace(/\/$/, "");
  // Keys that the cluster itself serves must be there: AWS fetches them at every sign-in.
  if (jwks_uri.startsWith(`${url}/`)) await document(web, new URL(jwks_uri).pathname, keysDocument);
  return {
    url,
    hostAndPath: url.replace(/^https:\/\//, ""),
    expectedUrl: `https://${withoutDefaultPort(publicAddress)}`,
    thumbprint: await readThumbprint(web),
  };
}
