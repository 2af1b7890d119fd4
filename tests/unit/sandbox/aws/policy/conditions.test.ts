import { describe, expect, it } from "vitest";
import { conditionHolds } from "#lib/sandbox/aws/policy/conditions.ts";
import { contextOf } from "#lib/sandbox/aws/policy/context.ts";

const context = contextOf([
  ["aws:SourceIp", "203.0.113.7"],
  ["aws:SourceV6", "2001:db8::7"],
  ["aws:CurrentTime", "2026-11-22T10:00:00Z"],
  ["aws:PrincipalArn", "arn:aws:iam::123456789012:role/team/reader"],
  ["aws:MultiFactorAuthPresent", "true"],
  ["aws:TagKeys", ["team", "owner"]],
  ["aws:PrincipalTag/Team", "Blue"],
  ["s3:max-keys", "10"],
  ["aws:Empty", []],
]);

const holds = (operator: string, key: string, ...values: string[]) =>
  conditionHolds({ operator, key, values }, context, context);

describe("conditions", () => {
  it.each([
    ["StringEquals", "aws:PrincipalTag/team", ["Blue"], true],
    ["StringEquals", "aws:PrincipalTag/Team", ["blue"], false],
    ["StringEquals", "aws:PrincipalTag/Team", ["Red", "Blue"], true],
    ["StringEquals", "aws:PrincipalTag/Team", ["Bl*"], false],
    ["StringNotEquals", "aws:PrincipalTag/Team", ["Red", "Blue"], false],
    ["StringNotEquals", "aws:PrincipalTag/Team", ["Red", "Green"], true],
    ["StringEqualsIgnoreCase", "aws:PrincipalTag/Team", ["BLUE"], true],
    ["StringNotEqualsIgnoreCase", "aws:PrincipalTag/Team", ["BLUE"], false],
    ["StringLike", "aws:PrincipalTag/Team", ["Bl?e"], true],
    ["StringLike", "aws:PrincipalTag/Team", ["bl*"], false],
    ["StringNotLike", "aws:PrincipalTag/Team", ["Bl*"], false],
    ["ArnEquals", "aws:PrincipalArn", ["arn:aws:iam::123456789012:role/team/*"], true],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/*"], true],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:*:role/team/reader"], false],
    ["ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::999999999999:*"], true],
    ["ArnLike", "aws:PrincipalTag/Team", ["B*:*:*:*:*:*"], false],
    ["Bool", "aws:MultiFactorAuthPresent", ["True"], true],
    ["Bool", "aws:MultiFactorAuthPresent", ["false"], false],
    ["NumericEquals", "s3:max-keys", ["10.0"], true],
    ["NumericLessThan", "s3:max-keys", ["10"], false],
    ["NumericLessThanEquals", "s3:max-keys", ["10"], true],
    ["NumericGreaterThan", "s3:max-keys", ["9"], true],
    ["NumericNotEquals", "s3:max-keys", ["10"], false],
    ["DateGreaterThan", "aws:CurrentTime", ["2026-11-22T09:59:59Z"], true],
    ["DateLessThan", "aws:CurrentTime", ["2026-11-22T10:00:00Z"], false],
    ["DateLessThanEquals", "aws:CurrentTime", ["1795341600"], true],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24"], true],
    ["IpAddress", "aws:SourceIp", ["203.0.113.8"], false],
    ["IpAddress", "aws:SourceV6", ["2001:db8::/32"], true],
    ["IpAddress", "aws:SourceV6", ["203.0.113.0/24"], false],
    ["NotIpAddress", "aws:SourceIp", ["10.0.0.0/8"], true],
    ["StringSame", "aws:PrincipalTag/Team", ["Blue"], false],
  ])("%s %s %j: %s", (operator, key, values, expected) => {
    expect(holds(operator, key, ...values)).toBe(expected);
  });

  it.each([
    ["StringEquals", false],
    ["StringNotEquals", true],
    ["StringEqualsIfExists", true],
    ["StringNotEqualsIfExists", true],
    ["Bool", false],
    ["BoolIfExists", true],
    ["NumericLessThan", false],
    ["ArnNotLike", true],
    ["NotIpAddress", true],
    ["ForAllValues:StringEquals", true],
    ["ForAnyValue:StringEquals", false],
    ["ForAnyValue:StringNotEquals", false],
  ])("%s of a key that is absent: %s", (operator, expected) => {
    expect(holds(operator, "aws:absent", "false")).toBe(expected);
  });

  it.each([
    ["aws:absent", "true", true],
    ["aws:absent", "false", false],
    ["aws:SourceIp", "true", false],
    ["aws:SourceIp", "false", true],
  ])("Null of %s with %s: %s", (key, value, expected) => {
    expect(holds("Null", key, value)).toBe(expected);
  });

  it.each([
    ["ForAllValues:StringEquals", ["team", "owner", "more"], true],
    ["ForAllValues:StringEquals", ["team"], false],
    ["ForAnyValue:StringEquals", ["owner", "x"], true],
    ["ForAnyValue:StringEquals", ["x"], false],
    ["ForAllValues:StringNotEquals", ["x"], true],
    ["ForAllValues:StringNotEquals", ["team"], false],
    ["ForAnyValue:StringNotEquals", ["team"], true],
    ["StringEquals", ["owner"], true],
    ["StringNotEquals", ["owner"], false],
  ])("%s of several values against %j: %s", (operator, values, expected) => {
    expect(holds(operator, "aws:TagKeys", ...values)).toBe(expected);
  });

  it("counts a key without values as absent", () => {
    expect(holds("ForAllValues:StringEquals", "aws:Empty", "x")).toBe(true);
    expect(holds("ForAnyValue:StringEquals", "aws:Empty", "x")).toBe(false);
  });
});
