import "server-only";
import type { AssertionVerdict } from "#lib/auth/assertion.ts";
import { openAssertionVerifier, type AssertionVerifier } from "#lib/auth/assertion-verifier.ts";
import { openConfirmations, type Confirmations } from "#lib/auth/confirmations.ts";
import { openKeySource } from "#lib/auth/key-source.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { AppError, type Problem } from "#lib/domain/errors.ts";
import type { TeleportUser } from "#lib/domain/teleport/types.ts";
import { openAppTokenKeys } from "#lib/teleport/app-token-keys.ts";
import { systemClock } from "./clock.ts";
import { config } from "./config.ts";
import { container } from "./container.ts";
import { log } from "./log.ts";
import { notAdmin, notFromTeleport } from "./refusals.ts";

/** Who is asking, or why nobody is. */
export type Identified =
  | {
      ok: true;
      viewer: Viewer;
      /** Why the cluster could not confirm the roles, if so: nobody is an admin then. */
      unconfirmed: Problem | null;
    }
  | { ok: false; problem: Problem };

interface Authority {
  verify: AssertionVerifier;
  confirmations: Confirmations;
}

// Next may load this module more than once in one process: keys and confirmations are kept outside of it.
const holder = globalThis as { awsAccessAuthority?: Authority };

function authority(): Authority {
  holder.awsAccessAuthority ??= open();
  return holder.awsAccessAuthority;
}

function open(): Authority {
  const { TELEPORT_PROXY = "", TELEPORT_CA_FILE, TELEPORT_APP_URI = "", ADMIN_ROLES } = config();
  const issuer = openAppTokenKeys({
    proxyAddress: TELEPORT_PROXY,
    ...(TELEPORT_CA_FILE ? { caFile: TELEPORT_CA_FILE } : {}),
  });
  return {
    verify: openAssertionVerifier(TELEPORT_APP_URI, openKeySource(issuer, systemClock), systemClock),
    confirmations: openConfirmations({
      getUser: userWithLocks,
      adminRoles: ADMIN_ROLES,
      clock: systemClock,
    }),
  };
}

/** The user object itself knows only of failed sign-ins; what administrators lock is a resource of its own. */
async function userWithLocks(name: string): Promise<TeleportUser | null> {
  const { teleport } = await container();
  const user = await teleport.getUser(name);
  if (!user || user.locked) return user;
  // Where the app may not read locks the cluster heeds them all the same: nobody who is locked gets here.
  return { ...user, locked: (await teleport.isLocked(name, user.roles)) ?? false };
}

async function verdictOn(token: string): Promise<AssertionVerdict | Problem> {
  try {
    return await authority().verify(token);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error(
      { code: error.code, evidence: error.problem.evidence },
      `${error.message} Nobody can be let in.`,
    );
    return error.problem;
  }
}

/**
 * Who Teleport says is asking. `fresh`: their roles are read from the cluster now, whatever it said a moment ago; that
 * is for every admin's write.
 */
export async function identifyByAssertion(token: string | null, fresh: boolean): Promise<Identified> {
  if (token === null) return { ok: false, problem: notFromTeleport };
  const verdict = await verdictOn(token);
  if ("code" in verdict) return { ok: false, problem: verdict };
  if (!verdict.ok) {
    const { refusal, found } = verdict;
    log.warn({ refusal, found }, "an assertion was refused");
    return { ok: false, problem: notFromTeleport };
  }
  const { viewer, problem } = await authority().confirmations.confirm(verdict.assertion, fresh);
  return { ok: true, viewer, unconfirmed: problem };
}

/** Why whoever was identified may not do what admins do; null: they may. */
export function adminProblem(identified: Identified): Problem | null {
  if (!identified.ok) return identified.problem;
  const { viewer, unconfirmed } = identified;
  return viewer.admin ? null : (unconfirmed ?? notAdmin(viewer.name, config().ADMIN_ROLES));
}
