import { writeFileAtomically } from "../../state-file.ts";

/** tbot's defaults: certificates for an hour, a new one every twenty minutes. */
export const identityTtlMs = 60 * 60 * 1000;
const renewalIntervalMs = 20 * 60 * 1000;

/** Writes the identity file now and then again and again, like tbot; the returned function ends it. */
export async function keepIdentityFile(path: string, makeText: () => Promise<string>): Promise<() => void> {
  const renew = async (): Promise<void> => writeFileAtomically(path, await makeText());
  await renew();
  const timer = setInterval(() => {
    renew().catch((error: unknown) => console.error(`The identity file ${path} was not renewed.`, error));
  }, renewalIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
