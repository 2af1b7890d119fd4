import { expect, it } from "vitest";
import { sessionTraits, traitValues } from "#lib/domain/portal/session-traits.ts";

const session = { aws_role_arns: ["a", "b", "c"], groups: ["staff"] };
const record = { aws_role_arns: ["a", "d"], groups: ["staff"] };

it("confirms what the record has as well, and adds nothing that the session was begun without", () => {
  const { all, confirmed } = sessionTraits(session, record, new Set());
  expect(all).toEqual(session);
  expect(confirmed).toEqual({ aws_role_arns: ["a"], groups: ["staff"] });
});

it("drops what the record was seen to have during the session and has no longer", () => {
  const seen = new Set(traitValues({ aws_role_arns: ["a", "b"] }));
  expect(sessionTraits(session, record, seen).all).toEqual({ aws_role_arns: ["a", "c"], groups: ["staff"] });
});

it("tells equal values of different traits apart", () => {
  const seen = new Set(traitValues({ groups: ["a"] }));
  expect(sessionTraits({ logins: ["a"] }, {}, seen).all).toEqual({ logins: ["a"] });
});
