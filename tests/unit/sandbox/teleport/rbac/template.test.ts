import { expect, test } from "vitest";
import { expandTemplate, isValidTemplate } from "#lib/sandbox/teleport/rbac/template.ts";

const traits = {
  team: ["blue", "red"],
  email: ["ann@acme.test"],
  groups: ["aws-ops", "staff"],
  "a b": ["c"],
};

test.each([
  ["plain", ["plain"]],
  ["{{external.team}}", ["blue", "red"]],
  ["{{ external.team }}", ["blue", "red"]],
  ["a-{{external.team}}-z", ["a-blue-z", "a-red-z"]],
  ['{{external["a b"]}}', ["c"]],
  ["{{email.local(external.email)}}", ["ann"]],
  ['{{regexp.replace(external.groups, "^aws-(.*)$", "$1")}}', ["ops"]],
  ["{{external.missing}}", []],
  ["{{internal.team}}", []],
  ["{{external.team}}{{external.team}}", []],
  ["{{external.team", []],
  ["{{external.constructor}}", []],
])("%s expands to %j", (template, values) => {
  expect(expandTemplate(template, traits)).toEqual(values);
});

test("a template is valid if Teleport knows its names, whether or not the trait exists", () => {
  expect(isValidTemplate("{{external.anything}}")).toBe(true);
  expect(isValidTemplate("{{internal.aws_role_arns}}")).toBe(true);
  expect(isValidTemplate("{{internal.team}}")).toBe(false);
  expect(isValidTemplate("{{nothing}}")).toBe(false);
});
