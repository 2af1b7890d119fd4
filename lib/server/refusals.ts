import type { Problem } from "#lib/domain/errors.ts";

export const sessionEnded: Problem = {
  code: "not-signed-in",
  what: "You are not signed in any more.",
  why: "A session ends after 12 hours, and with sign-out.",
  remedy: "Sign in again in another tab, then repeat this here: what you entered is kept.",
};

export const notFromTeleport: Problem = {
  code: "not-signed-in",
  what: "Teleport did not say who you are.",
  why: "This app is reached through Teleport, which vouches for each request. This one came without that, or its session has ended.",
  remedy: "Open the app from Teleport. If that is what you did, the app's log says why it was refused.",
};

export function notAdmin(userName: string, adminRoles: readonly string[]): Problem {
  const roles = adminRoles.join(" or ");
  return {
    code: "not-allowed",
    what: "This part of the app is for admins.",
    why: `It takes the Teleport role ${roles}, and the cluster does not list it among the roles of ${userName} now.`,
    remedy: "Ask an admin of the cluster for it, then sign out of Teleport and in again.",
    evidence: roles,
  };
}

export function tooManyAttempts(waitMs: number): Problem {
  return {
    code: "not-allowed",
    what: "There were too many attempts to sign in.",
    why: "After ten links that could not be used, the app takes one more every ten seconds.",
    remedy: `Wait ${Math.ceil(waitMs / 1000)} seconds and try again.`,
  };
}
