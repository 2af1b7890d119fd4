import { z } from "zod";
import { appOriginProblem, appUriProblem, isLoopbackHost } from "#lib/auth/app-address.ts";

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

/** Every variable that the app reads, and the only place where it reads them. */
const variables = z.object({
  NODE_ENV: optionalText,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: optionalText,
  JOURNAL_KEY: optionalText,
  AUTH: z.enum(["local", "teleport"], "AUTH is local or teleport.").default("local"),
  /** Where the app listens; the launcher sees to it. */
  LISTEN_ADDRESS: z.string().trim().min(1).default("127.0.0.1"),
  /** Behind Teleport: the app's uri there, and the address at which people reach it. */
  TELEPORT_APP_URI: optionalText,
  APP_ORIGIN: optionalText,
  /** Behind Teleport: roles of the cluster, one of which makes an admin. */
  ADMIN_ROLES: z
    .string()
    .default("editor")
    .transform((text) => text.split(",").map((role) => role.trim()))
    .refine(
      (roles) => roles.every((role) => role !== ""),
      "It is a list of role names with commas between them.",
    ),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  GALLERY: optionalText,
  TELEPORT_PROXY: optionalText,
  TELEPORT_AUTH_ADDRESS: optionalText,
  TELEPORT_WEB_URL: optionalText,
  TELEPORT_IDENTITY_FILE: optionalText,
  TELEPORT_CA_FILE: optionalText,
  AWS_REGION: optionalText,
  /** Read by the AWS SDK; here only so that the log can leave them out. */
  AWS_SECRET_ACCESS_KEY: optionalText,
  AWS_SESSION_TOKEN: optionalText,
  AWS_ENDPOINT_URL: optionalText,
  AWS_ENDPOINT_URL_IAM: optionalText,
  AWS_ENDPOINT_URL_STS: optionalText,
  ALLOW_MIXED_ENDPOINTS: optionalText,
  /** Set by the launcher, which holds the claim on DATA_DIR while the app runs. */
  DATA_DIR_CLAIMED: optionalText,
  /** Set by the launcher when it starts the sandbox. */
  AWS_ACCESS_SANDBOX: optionalText,
});

type Variables = z.infer<typeof variables>;

/** What the mode of sign-in demands of the others; variable → what is wrong. */
function signInProblems(settings: Variables): readonly (readonly [string, string])[] {
  const { AUTH, LISTEN_ADDRESS, TELEPORT_PROXY, TELEPORT_APP_URI, APP_ORIGIN } = settings;
  const onLoopback = isLoopbackHost(LISTEN_ADDRESS);
  if (AUTH === "local") {
    return onLoopback ? [] : [["LISTEN_ADDRESS", "With AUTH=local the app listens on loopback only."]];
  }
  const needed = "It is needed where AUTH is teleport.";
  const problems = [
    ["TELEPORT_PROXY", TELEPORT_PROXY ? null : needed],
    ["TELEPORT_APP_URI", TELEPORT_APP_URI ? appUriProblem(TELEPORT_APP_URI, onLoopback) : needed],
    ["APP_ORIGIN", APP_ORIGIN ? appOriginProblem(APP_ORIGIN) : needed],
  ] as const;
  return problems.flatMap(([variable, problem]) => (problem === null ? [] : [[variable, problem] as const]));
}

const environment = variables.superRefine((settings, context) => {
  for (const [variable, message] of signInProblems(settings)) {
    context.addIssue({ code: "custom", path: [variable], message });
  }
});

export type Config = z.infer<typeof environment>;

export function readConfig(given: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
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

/** Whether Teleport signs people in, and not the app itself. */
export function behindTeleport(): boolean {
  return config().AUTH === "teleport";
}

export function isDevelopment(): boolean {
  return config().NODE_ENV === "development";
}
