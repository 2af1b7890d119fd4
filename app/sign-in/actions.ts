"use server";

import { z } from "zod";
import { AppError } from "#lib/domain/errors.ts";
import { dataAction } from "#lib/server/action.ts";
import { exchangeToken, leave } from "#lib/server/sign-in.ts";

export const signIn = dataAction(
  "anyone",
  z.object({ token: z.string().min(1).max(200) }),
  async ({ token }) => {
    if (!(await exchangeToken(token))) {
      throw new AppError({
        code: "not-signed-in",
        what: "This sign-in link can't be used.",
        why: "A link works once and for 10 minutes, and a newer one makes it void.",
        remedy: "Run npm run token where the app runs, and open the address that it prints.",
      });
    }
    return { href: "/enroll" };
  },
);

export const signOut = dataAction("anyone", z.object({}), async () => {
  await leave();
  return { href: "/sign-in" };
});
