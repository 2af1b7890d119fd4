import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

function isLoopbackAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "http:" && (hostname === "localhost" || hostname.startsWith("127."));
}

/** What the sandbox reads from the environment; ports may be 0 for any free one. */
const environment = z.object({
  SANDBOX_AWS_PORT: port.default(4010),
  SANDBOX_TELEPORT_PORT: port.default(4080),
  SANDBOX_WEB_PORT: port.default(4081),
  SANDBOX_APP_PORT: port.default(4082),
  /** The app's own address, as Teleport's app definition has it: where it is set, the app is served behind Teleport. */
  SANDBOX_APP_TARGET: z
    .string()
    .refine((text) => isLoopbackAddress(text), "It is an http address of this machine.")
    .optional(),
  SANDBOX_DIR: z.string().min(1).default(".sandbox"),
  /** The version of Teleport that the cluster says it is, and behaves as. */
  SANDBOX_TELEPORT_VERSION: z
    .string()
    .regex(/^\d{2}\.\d+\.\d+$/, "It is a version like 18.2.0.")
    .optional(),
  /** The partition of the accounts: Teleport's integration works in aws alone, as in the real world. */
  SANDBOX_PARTITION: z.enum(["aws", "aws-us-gov", "aws-cn"]).default("aws"),
  SANDBOX_ROLES: z.coerce.number().int().min(0).max(10_000).default(0),
  /** `<issuer>=<base URL>` pairs, comma separated: where the AWS half fetches an issuer's keys. */
  SANDBOX_ISSUERS: z.string().default(""),
});

export type SandboxEnvironment = z.infer<typeof environment>;

export function readSandboxEnvironment(variables: Record<string, string | undefined>): SandboxEnvironment {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  return environment.parse(present);
}

/** Splits `SANDBOX_ISSUERS` into issuer URL → base URL of its discovery document. */
export function parseIssuers(text: string): ReadonlyMap<string, string> {
  const issuers = new Map<string, string>();
  for (const pair of text.split(",").filter(Boolean)) {
    const at = pair.indexOf("=");
    if (at > 0) issuers.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return issuers;
}
