import { describe, expect, it } from "vitest";

import { ipInRange } from "#lib/domain/aws/condition/ip-range.ts";
import { instantSeconds } from "#lib/domain/aws/condition/iso-instant.ts";
import { anyValue } from "#lib/domain/aws/condition/operators.ts";
import type { Possibility } from "#lib/domain/aws/condition/request-context.ts";
import { assumeRoleContext } from "#lib/domain/aws/condition/request-context.ts";
import { conditionInWords } from "#lib/domain/aws/condition/words.ts";
import { evaluateConditions } from "#lib/domain/aws/conditions.ts";
import type { JsonValue } from "#lib/domain/aws/json.ts";

/** `one`: abc, `two`: abc or def, `gone`: not there, `maybe`: not there or false, `hidden`: there with any value. */
const request: Readonly<Record<string, readonly Possibility[]>> = {
  one: [["abc"]],
  two: [["abc"], ["def"]],
  gone: [null],
  maybe: [null, ["false"]],
  hidden: [[anyValue]],
  many: [["a", "b"]],
  number: [["10"]],
  when: [["2026-03-01T00:00:00Z"]],
  arn: [["arn:aws:iam::123456789012:role/team/x"]],
  ip: [["203.0.113.9"]],
};

function judge(condition: JsonValue, hasVariables = true): boolean | "unknown" {
  return evaluateConditions(condition, (key) => request[key] ?? [null, [anyValue]], hasVariables).truth;
}

describe("a condition", () => {
  it.each<[JsonValue, boolean | "unknown"]>([
    [{}, true],
    [{ StringEquals: {} }, true],
    [{ StringEquals: { one: "abc" } }, true],
    [{ StringEquals: { ONE: ["x", "abc"] } }, true],
    [{ StringEquals: { one: "ABC" } }, false],
    [{ stringequals: { one: "abc" } }, true],
    [{ StringEqualsIgnoreCase: { one: "ABC" } }, true],
    [{ StringNotEquals: { one: ["x", "abc"] } }, false],
    [{ StringNotEquals: { one: ["x", "y"] } }, true],
    [{ StringNotEqualsIgnoreCase: { one: "ABC" } }, false],
    [{ StringLike: { one: "a?c" } }, true],
    [{ StringLike: { one: "b*" } }, false],
    [{ StringNotLike: { one: "a*" } }, false],
    [{ StringEquals: { two: ["abc", "def"] } }, true],
    [{ StringEquals: { two: "abc" } }, "unknown"],
    [{ StringEquals: { two: "x" } }, false],
    [{ StringEquals: { gone: "abc" } }, false],
    [{ StringNotEquals: { gone: "abc" } }, true],
    [{ StringEqualsIfExists: { gone: "abc" } }, true],
    [{ StringEqualsIfExists: { one: "x" } }, false],
    [{ Null: { gone: "true" } }, true],
    [{ Null: { gone: "false" } }, false],
    [{ Null: { one: false } }, true],
    [{ Null: { maybe: "true" } }, "unknown"],
    [{ Null: { hidden: "false" } }, true],
    [{ Bool: { maybe: "false" } }, "unknown"],
    [{ Bool: { maybe: "true" } }, false],
    [{ BoolIfExists: { maybe: false } }, true],
    [{ StringLike: { hidden: "*" } }, true],
    [{ StringLike: { hidden: "a*" } }, "unknown"],
    [{ StringLike: { nobodyKnows: "*" } }, "unknown"],
    [{ StringLikeIfExists: { nobodyKnows: "*" } }, true],
    [{ ArnLike: { arn: "arn:aws:iam::123456789012:role/*" } }, true],
    [{ ArnLike: { arn: "arn:aws:iam::*:role/team/x" } }, true],
    [{ ArnLike: { arn: "arn:aws:*:role/team/x" } }, "unknown"],
    [{ ArnLike: { arn: "arn:aws:*:role/other" } }, false],
    [{ ArnLike: { arn: "*" } }, true],
    [{ ArnEquals: { arn: "arn:aws:iam::123456789012:role/te?m/*" } }, true],
    [{ ArnNotEquals: { arn: "arn:aws:iam::123456789012:role/team/x" } }, false],
    [{ ArnNotLike: { arn: "arn:aws:iam::123456789012:role/other" } }, true],
    [{ NumericLessThan: { number: 11 } }, true],
    [{ NumericLessThanEquals: { number: "9" } }, false],
    [{ NumericGreaterThan: { number: "9.5" } }, true],
    [{ NumericGreaterThanEquals: { number: "10" } }, true],
    [{ NumericEquals: { number: "10.0" } }, true],
    [{ NumericNotEquals: { number: "10" } }, false],
    [{ NumericEquals: { one: "10" } }, false],
    [{ DateLessThan: { when: "2026-03-01T00:00:01Z" } }, true],
    [{ DateGreaterThan: { when: "2026-02-28T23:59:59Z" } }, true],
    [{ DateGreaterThanEquals: { when: "2026-03-01T01:00:00+01:00" } }, true],
    [{ DateLessThanEquals: { when: "2026-02-28" } }, false],
    [{ DateEquals: { when: "1772323200" } }, true],
    [{ DateNotEquals: { when: "2026-03-01T00:00:00Z" } }, false],
    [{ ArnNotLike: { arn: "arn:*" } }, "unknown"],
    [{ ArnLike: { arn: "role" } }, false],
    [{ NumericEquals: { number: "1e1" } }, "unknown"],
    [{ NumericNotEquals: { number: " 10" } }, "unknown"],
    [{ NumericLessThan: { number: "large" } }, false],
    [{ NumericEquals: { number: ["1e1", "10"] } }, true],
    [{ DateEquals: { when: "1 March 2026" } }, "unknown"],
    [{ DateNotEquals: { when: "someday" } }, true],
    [{ NotIpAddress: { ip: "203.0.113.009" } }, "unknown"],
    [{ IpAddress: { ip: "203.0.113.0/24" } }, true],
    [{ NotIpAddress: { ip: ["10.0.0.0/8", "203.0.113.9"] } }, false],
    [{ BinaryEquals: { one: "abc" } }, true],
    [{ "ForAnyValue:StringEquals": { many: ["b", "c"] } }, true],
    [{ "ForAllValues:StringEquals": { many: ["b", "c"] } }, false],
    [{ "ForAllValues:StringLike": { many: ["?"] } }, true],
    [{ "ForAllValues:StringEquals": { gone: "x" } }, true],
    [{ "ForAnyValue:StringEquals": { gone: "x" } }, false],
    [{ "ForAnyValue:StringNotEquals": { gone: "x" } }, false],
    [{ "ForAnyValue:StringNotEquals": { many: "a" } }, true],
    [{ "ForAllValues:StringNotEquals": { many: "a" } }, false],
    [{ StringEquals: { one: "abc", gone: "x" } }, false],
    [{ StringEquals: { one: "abc" }, Bool: { maybe: "false" } }, "unknown"],
    [{ StringEquals: { one: "x" }, Bool: { maybe: "false" } }, false],
    [{ StringResembles: { one: "abc" } }, "unknown"],
    [{ StringEquals: { one: [] } }, "unknown"],
    [{ StringEquals: "abc" }, "unknown"],
    ["text", "unknown"],
  ])("%j is %s", (condition, truth) => {
    expect(judge(condition)).toBe(truth);
  });

  it("holds variables since 2012-10-17 only: before, they are plain text", () => {
    expect(judge({ StringEquals: { one: "${aws:username}" } })).toBe("unknown");
    expect(judge({ StringEquals: { one: ["abc", "${aws:username}"] } })).toBe(true);
    expect(judge({ StringEquals: { one: "${aws:username}" } }, false)).toBe(false);
  });

  it("takes escaped wildcards by the letter", () => {
    expect(judge({ StringLike: { one: "a${*}" } })).toBe(false);
    expect(judge({ StringLike: { one: "a*${$}" } })).toBe(false);
    expect(judge({ StringLike: { one: "${?}bc" } })).toBe(false);
  });
});

describe("what is known of Teleport's call", () => {
  const call = {
    principal: { arn: "arn:aws:iam::123456789012:role/hub", accountId: "123456789012" },
    principalTags: [{ key: "Team", value: "red" }],
    externalId: null,
    target: { accountId: "123456789012", tags: [{ key: "Stage", value: "prod" }] },
  };
  const truth = (condition: JsonValue): boolean | "unknown" =>
    evaluateConditions(condition, assumeRoleContext(call), true).truth;

  it.each<[JsonValue, boolean | "unknown"]>([
    [{ StringEquals: { "aws:PrincipalArn": call.principal.arn } }, true],
    [{ StringEquals: { "aws:principalaccount": "123456789012" } }, true],
    [{ StringEquals: { "aws:PrincipalType": "AssumedRole" } }, true],
    [{ StringEquals: { "aws:username": "alice" } }, false],
    [{ Null: { "aws:TokenIssueTime": "false" } }, true],
    [{ StringLike: { "sts:RoleSessionName": "*" } }, true],
    [{ StringEquals: { "sts:RoleSessionName": "bob" } }, "unknown"],
    [{ StringEquals: { "aws:PrincipalTag/team": "red" } }, true],
    [{ StringEquals: { "aws:PrincipalTag/other": "red" } }, false],
    [{ StringEquals: { "iam:ResourceTag/STAGE": "prod" } }, true],
    [{ StringEquals: { "aws:ResourceTag/stage": "Prod" } }, false],
    [{ StringEquals: { "aws:ResourceAccount": "123456789012" } }, true],
    [{ Bool: { "aws:SecureTransport": "false" } }, false],
    [{ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, false],
    [{ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "unknown"],
    [{ StringEquals: { "aws:PrincipalOrgID": "o-1" } }, "unknown"],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:s3:::x" } }, false],
  ])("%j is %s", (condition, expected) => {
    expect(truth(condition)).toBe(expected);
  });

  it("leaves tags that were not read unknown", () => {
    const unread = assumeRoleContext({
      ...call,
      principalTags: null,
      target: { accountId: "1", tags: null },
    });
    const judged = evaluateConditions(
      { StringEquals: { "aws:PrincipalTag/team": "red", "iam:ResourceTag/stage": "prod" } },
      unread,
      true,
    );
    expect(judged.parts.map((part) => part.truth)).toEqual(["unknown", "unknown"]);
  });
});

describe("an address range", () => {
  it.each([
    ["203.0.113.9", "203.0.113.0/24", true],
    ["203.0.114.9", "203.0.113.0/24", false],
    ["10.0.0.1", "0.0.0.0/0", true],
    ["10.0.0.1", "10.0.0.1/32", true],
    ["10.0.0.1", "10.0.0.0/33", null],
    ["10.0.0.1", "10.0.0.0/x", null],
    ["10.0.0.256", "10.0.0.0/8", null],
    ["010.0.0.1", "10.0.0.0/8", null],
    ["10.0.0.1", "10.0.0.0/08", null],
    ["10.0.0.1", "::ffff:10.0.0.1", null],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["::1", "::1", true],
    ["10.0.0.1", "::/0", false],
    ["1::2::3", "::/0", null],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:0/112", true],
    ["1:2:3:4:5:6:7", "::/0", null],
  ])("%s in %s: %s", (address, range, inside) => {
    expect(ipInRange(address, range)).toBe(inside);
  });
});

it.each([
  ["1970-01-01T00:00:00Z", 0],
  ["2000-02-29T12:30:15.5Z", 951827415.5],
  ["2024-12-31", 1735603200],
  ["2026-01-01T00:00-0500", 1767243600],
  ["1767225600", 1767225600],
  ["2026-12-31T01:00:00.3+01:00", 1798675200.3],
  ["2024-02-29", 1709164800],
  ["yesterday", null],
  ["2026", null],
  ["2026-12", null],
  ["2026-02-29", null],
  ["2100-02-29", null],
  ["2026-06-31", null],
  ["2026-13-01", null],
  ["2026-12-31T24:00:00Z", null],
  ["2026-12-31T00:00:00", null],
  ["2026-12-31T00:00:00.1234Z", null],
])("reads the instant %s", (text, seconds) => {
  expect(instantSeconds(text)).toBe(seconds);
});

it.each([
  ["IpAddress", "aws:SourceIp", ["10.0.0.0/8", "192.0.2.1"], "aws:SourceIp is in 10.0.0.0/8 or 192.0.2.1"],
  ["StringNotEqualsIfExists", "k", ["v"], "k is not v (or the key is not there)"],
  ["ForAnyValue:StringLike", "k", ["v*"], "any value of k is like v*"],
  ["ForAllValues:StringEquals", "k", ["v"], "every value of k is v"],
  ["Null", "k", ["true"], "k is not in the request"],
  ["Null", "k", ["false"], "k is in the request"],
  ["DateLessThan", "aws:CurrentTime", ["2027-01-01"], "aws:CurrentTime is before 2027-01-01"],
  ["StringResembles", "k", ["v"], "k StringResembles v"],
])("puts %s into words", (operator, key, values, words) => {
  expect(conditionInWords({ operator, key, values })).toBe(words);
});
