import { readFile, stat } from "node:fs/promises";
import { AppError } from "#lib/domain/errors.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import { readIdentityCertificate } from "./identity-certificate.ts";
import type { IdentityCertificate } from "./identity-certificate.ts";
import { parseIdentityFile } from "./identity-file.ts";
import type { IdentityMaterial } from "./identity-file.ts";

export interface Identity {
  material: IdentityMaterial;
  certificate: IdentityCertificate;
  /** Changes with every new content of the file. */
  generation: number;
  /** When the file was last written. */
  writtenAt: Date;
}

export interface IdentitySource {
  /** The newest usable content; throws only while there has never been one. */
  current(): Promise<Identity>;
}

/** Before a call the file is looked at, at most this often. */
const lookEveryMs = 1_000;

function missing(path: string, cause: unknown): AppError {
  return new AppError(
    {
      code: "teleport-identity-missing",
      what: "The Teleport identity file can't be read.",
      why: `There is no readable file at ${path}.`,
      remedy: "Start tbot so that it writes the file, or correct TELEPORT_IDENTITY_FILE.",
      evidence: path,
    },
    { cause },
  );
}

interface Seen {
  signature: string;
  writtenAt: Date;
}

async function look(path: string): Promise<Seen> {
  const { mtimeMs, size, ino } = await stat(path);
  return { signature: `${mtimeMs}/${size}/${ino}`, writtenAt: new Date(mtimeMs) };
}

/**
 * Machine ID rewrites the file every twenty minutes. No watcher: it would miss renames on some file systems. While the
 * content is unusable (half-written, gone) the identity before it stays, and the file is looked at again.
 */
export function watchIdentityFile(path: string, clock: Pick<Clock, "now">): IdentitySource {
  let identity: Identity | null = null;
  let readSignature = "";
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let pending: Promise<Identity> | null = null;

  const load = async (): Promise<Identity> => {
    lookedAtMs = clock.now().getTime();
    const before = await look(path);
    if (identity && before.signature === readSignature) return identity;
    const text = await readFile(path, "utf8");
    const after = await look(path);
    const material = parseIdentityFile(text);
    const certificate = readIdentityCertificate(material);
    const generation = (identity?.generation ?? 0) + 1;
    identity = { material, certificate, generation, writtenAt: after.writtenAt };
    // Written to while it was read: the next look reads it again.
    readSignature = before.signature === after.signature ? after.signature : "";
    return identity;
  };

  const loadOrKeep = async (): Promise<Identity> => {
    try {
      return await load();
    } catch (error) {
      if (identity) return identity;
      throw error instanceof AppError ? error : missing(path, error);
    }
  };

  return {
    async current() {
      // Who asks while the file is being read gets what comes of it: the identity before it may have expired.
      if (pending !== null) return pending;
      const sinceLookMs = clock.now().getTime() - lookedAtMs;
      if (identity && sinceLookMs >= 0 && sinceLookMs < lookEveryMs) return identity;
      pending ??= loadOrKeep().finally(() => {
        pending = null;
      });
      return pending;
    },
  };
}
