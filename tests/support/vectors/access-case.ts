import { z } from "zod";

import { evaluateAccess } from "#lib/domain/access/evaluate.ts";

import { strings, tctlRole } from "./tctl-role.ts";

export const accessCase = z.object({
  name: z.string(),
  user: z.object({
    name: z.string(),
    roles: z.array(z.string()),
    traits: z.record(z.string(), strings).default({}),
  }),
  roles: z.array(tctlRole),
  apps: z.array(z.object({ name: z.string(), labels: z.record(z.string(), z.string()) })),
  expect: z.record(z.string(), z.array(z.string())),
});

export type AccessCase = z.output<typeof accessCase>;

/** Where the domain and a case disagree, in words; empty when they agree. What the domain calls unknown agrees with both. */
export function accessMismatches({ user, roles, apps, expect }: AccessCase): string[] {
  const seen = new Map(evaluateAccess({ user, roles, apps }).map((access) => [access.app, access]));
  return apps.flatMap(({ name }) => {
    const access = seen.get(name);
    const expected = Object.hasOwn(expect, name) ? expect[name] : undefined;
    if (expected === undefined) {
      return access?.listed === "yes" ? [`${name} is listed, and should not be`] : [];
    }
    if (access === undefined) return [`${name} is not listed, and should be`];
    const offered = new Set(access.roleArns.map(({ arn }) => arn));
    const wanted = new Set(expected);
    const unknown = new Set(access.unknown.flatMap(({ arns }) => arns));
    const mayOfferMore = access.unknown.some(({ side, arns }) => side === "allow" && arns.length === 0);
    return [
      ...[...offered].filter((arn) => !wanted.has(arn)).map((arn) => `${name} offers ${arn}, and should not`),
      ...[...wanted]
        .filter((arn) => !offered.has(arn) && !unknown.has(arn) && !mayOfferMore)
        .map((arn) => `${name} does not offer ${arn}, and should`),
    ];
  });
}
