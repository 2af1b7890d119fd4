import { z } from "zod";

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

/** Every variable that the app reads, and the only place where it reads them. */
const environment = z.object({
  NODE_ENV: optionalText,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: optionalText,
  JOURNAL_KEY: optionalText,
  AUTH: z.enum(["local", "teleport"], "AUTH is local or teleport.").default("local"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  GALLERY: optionalText,
  TELEPORT_PROXY: optionalText,
  TELEPORT_AUTH_ADDRESS: optionalText,
  TELEPORT_WEB_URL: optionalText,
  TELEPORT_IDENTITY_FILE: optionalText,
  TELEPORT_CA_FILE: optionalText,
  AWS_REGION: optionalText,
  AWS_ENDPOINT_URL: optionalText,
  AWS_ENDPOINT_URL_IAM: optionalText,
  AWS_ENDPOINT_URL_STS: optionalText,
  ALLOW_MIXED_ENDPOINTS: optionalText,
  /** Set by the launcher, which holds the claim on DATA_DIR while the app runs. */
  DATA_DIR_CLAIMED: optionalText,
  /** Set by the launcher when it starts the sandbox. */
  AWS_ACCESS_SANDBOX: optionalText,
});

export type Config = z.infer<typeof environment>;

export function readConfig(variables: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration can't be used. ${lines.join(" ")}`);
}

let current: Config | null = null;

export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

export function isDevelopment(): boolean {
  return config().NODE_ENV === "development";
}
