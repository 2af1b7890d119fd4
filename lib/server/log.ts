import pino from "pino";
import { config } from "./config.ts";
import { censored } from "./secrets.ts";

// Whatever an object is called that reaches the log, these never do.
const secretPaths = [
  "token",
  "secret",
  "password",
  "credentials",
  "identity",
  "cookie",
  "authorization",
  "sessionToken",
  "secretAccessKey",
  "privateKey",
];

export const log = pino(
  {
    level: config().LOG_LEVEL,
    redact: { paths: [...secretPaths, ...secretPaths.map((path) => `*.${path}`)], censor: "[secret]" },
    base: null,
    // Errors of others carry secrets in their words, too.
    hooks: { streamWrite: censored },
  },
  // The launcher throws standard output away: Next's banner is there.
  pino.destination(2),
);
