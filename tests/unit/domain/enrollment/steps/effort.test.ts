import { expect, test } from "vitest";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { accessStepView } from "#lib/domain/enrollment/steps/access/view.ts";
import { launchStepView } from "#lib/domain/enrollment/steps/launch/view.ts";
import { trustStepView } from "#lib/domain/enrollment/steps/trust/view.ts";
import {
  awsRole,
  document,
  integrationRole,
  roleScan,
  targetTag,
  trustsRole,
} from "../../../../support/observation/aws.ts";
import { integrationRoleArn } from "../../../../support/observation/names.ts";
import { enrolled, seen } from "../../../../support/observation/observation.ts";
import { accessRole, teleportUser } from "../../../../support/observation/teleport.ts";

/** Counts how often a list is gone through from its beginning. */
function counted<T>(list: readonly T[]): { list: readonly T[]; passes: () => number } {
  let passes = 0;
  const walked = new Set<PropertyKey>([
    Symbol.iterator,
    "map",
    "filter",
    "find",
    "some",
    "flatMap",
    "includes",
  ]);
  const proxy = new Proxy(list, {
    get(target, key) {
      if (walked.has(key)) passes += 1;
      return Reflect.get(target, key);
    },
  });
  return { list: proxy, passes: () => passes };
}

/** All pages of an account with so many roles, and how often each list was gone through for them. */
function passesFor(count: number): number[] {
  const targets = Array.from({ length: count }, (_, index) =>
    awsRole(`R${index}`, { tags: [targetTag], trustPolicy: document(trustsRole(integrationRoleArn)) }),
  );
  const scan = roleScan([integrationRole(), ...targets]);
  const ids = counted(scan.livePrincipalIds);
  const roles = counted(scan.roles);
  const users = counted(
    targets.map(({ name }) => teleportUser(`user-${name}`, { roles: [`aws_access_${name}`] })),
  );
  const accessRoles = counted(targets.map(({ name, arn }) => accessRole(`aws_access_${name}`, arn)));
  const o = enrolled(targets, {
    scan: seen({ ...scan, roles: roles.list, livePrincipalIds: ids.list }),
    users: seen(users.list),
    roles: seen(accessRoles.list),
  });
  stepStates(o);
  trustStepView(o);
  accessStepView(o, null);
  launchStepView(o);
  return [ids.passes(), roles.passes(), users.passes(), accessRoles.passes()];
}

test("no list is gone through once per role: twenty times the roles take no more passes", () => {
  expect(passesFor(200)).toEqual(passesFor(10));
});
