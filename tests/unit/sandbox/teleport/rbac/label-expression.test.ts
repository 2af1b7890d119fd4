import { expect, test } from "vitest";
import { evaluateLabelExpression } from "#lib/sandbox/teleport/rbac/label-expression.ts";

const labels = { env: "prod", team: "blue", region: "eu-1" };
const traits = { teams: ["blue", "red"] };

test.each([
  ['labels["env"] == "prod"', true],
  ['labels["env"] != "prod"', false],
  ['labels["missing"] == ""', true],
  ['labels["env"] == "prod" && labels["team"] == "red"', false],
  ['labels["env"] == "dev" || labels["team"] == "blue"', true],
  ['!(labels["env"] == "dev")', true],
  ['contains(user.spec.traits["teams"], labels["team"])', true],
  ['contains(user.spec.traits["none"], labels["team"])', false],
  ['regexp.match(labels["region"], "^eu-[0-9]$")', true],
  ['contains(labels_matching("re*"), "eu-1")', true],
  ['labels["env"]', null],
  ['labels["env"] == ', null],
  ['labels["env"] == "prod" extra', null],
  ["unknown(1)", null],
  ["", null],
])("%s is %s", (expression, value) => {
  expect(evaluateLabelExpression(expression, labels, traits)).toBe(value);
});
