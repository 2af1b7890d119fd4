import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { sameOrAbsent, sameSet, without } from "#lib/domain/enrollment/same.ts";
import { script } from "./shell-script.ts";
import { alreadyGone, backToBefore, ourPartOnly } from "./undo-outcomes.ts";
import { userAccessSteps } from "./user-access-by-hand.ts";

const kind = "teleport/user-access";
type State = ResourceStates[typeof kind];

const nothing: State = { roles: [], roleArns: [] };

const same = (a: State | null, b: State | null) =>
  sameOrAbsent(a, b, (x, y) => sameSet(x.roles, y.roles) && sameSet(x.roleArns, y.roleArns));

/** Only what the change added goes, only what it took comes back. */
function takeBack(before: readonly string[], after: readonly string[], observed: readonly string[]) {
  const kept = without(observed, without(after, before));
  return [...kept, ...without(without(before, after), kept)];
}

function text(state: State | null): string {
  if (state === null) return "";
  const list = (title: string, items: readonly string[]) => [
    `${title}:`,
    ...items.toSorted().map((item) => `- ${item}`),
  ];
  return [
    ...list("Access roles", state.roles),
    ...list("Role ARNs (trait aws_role_arns)", state.roleArns),
  ].join("\n");
}

function noSuchUser(name: string): AppError {
  return new AppError({
    code: "teleport-not-found",
    what: `Teleport has no user ${name}.`,
    why: "The user was deleted, or never signed in: SSO users exist only while they are signed in.",
    remedy: "Choose another user, or use the template for SSO users.",
    evidence: name,
  });
}

export const userAccess: ResourceHandler<typeof kind> = {
  kind,

  /**
   * Of the roles that a user holds only those that enrollments made, whichever enrollment it was; and those that the
   * change speaks of: a role that is adopted or given back in the same run carries the label only for a part of it.
   */
  async read({ teleport }, name, about) {
    const [user, roles] = await Promise.all([teleport.getUser(name), teleport.listRoles()]);
    if (user === null) return null;
    const ours = new Set([
      ...roles.filter((role) => (role.labels[enrollmentLabel] ?? "") !== "").map((role) => role.name),
      ...(about?.before?.roles ?? []),
      ...(about?.after?.roles ?? []),
    ]);
    return { roles: user.roles.filter((role) => ours.has(role)), roleArns: roleArnsOf(user) };
  },

  same,

  async write({ teleport }, name, before, after) {
    if (before === null) throw noSuchUser(name);
    const target = after ?? nothing;
    await teleport.updateUserAccess(name, {
      addRoles: without(target.roles, before.roles),
      removeRoles: without(before.roles, target.roles),
      addRoleArns: without(target.roleArns, before.roleArns),
      removeRoleArns: without(before.roleArns, target.roleArns),
    });
  },

  undo(_scope, change, observed) {
    if (observed === null) return alreadyGone();
    const before = change.before ?? nothing;
    const after = change.after ?? nothing;
    const back: State = {
      roles: takeBack(before.roles, after.roles, observed.roles),
      roleArns: takeBack(before.roleArns, after.roleArns, observed.roleArns),
    };
    if (same(back, observed)) return alreadyGone();
    return { kind: "change", after: back, why: same(observed, after) ? backToBefore : ourPartOnly };
  },

  render: (name, before, after) => ({
    title: `Access of ${name}`,
    language: "text",
    before: text(before),
    after: text(after),
  }),

  byHand: (scope, name, before, after) =>
    script(
      scope,
      "user-access.sh",
      "Commands",
      false,
      userAccessSteps(name, before ?? nothing, after ?? nothing),
    ),

  dependents: () => Promise.resolve([]),

  handsOut: {
    given: (before, after) =>
      without(after?.roles ?? [], before?.roles ?? []).map((id) => ({ kind: "teleport/access-role", id })),
    without: (state, held) => ({
      ...state,
      roles: without(
        state.roles,
        held.map(({ id }) => id),
      ),
    }),
  },
};
