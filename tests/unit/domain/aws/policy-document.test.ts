import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  policySize,
  readPolicyDocument,
  samePolicy,
  writePolicyDocument,
} from "#lib/domain/aws/policy-document.ts";

import { document } from "./wild-policy.ts";

const allow = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" };
const text = (Statement: unknown, rest: object = {}): string => JSON.stringify({ ...rest, Statement });

describe("reading a policy document", () => {
  it.each([
    ["{not json", "It is not JSON."],
    ["", "It is not JSON."],
    ["[]", "It is JSON, but not a policy document."],
    ["null", "It is JSON, but not a policy document."],
    ['"text"', "It is JSON, but not a policy document."],
    ['{"Version":"2012-10-17"}', "It has no Statement."],
    ['{"Statement":"text"}', "Statement 1 has no Effect that is Allow or Deny."],
    [
      '{"Statement":[{"Effect":"Allow"},{"Effect":"allow"}]}',
      "Statement 2 has no Effect that is Allow or Deny.",
    ],
    ['{"Statement":[],"Id":"a","Id":"b"}', "the key “Id” occurs twice"],
    ['{"Statement":[{"Effect":"Allow","Sid":"a","S\\u0069d":"b"}]}', "the key “Sid” occurs twice"],
    ['{"Statement":[],"n":12345678901234567890}', "the number 12345678901234567890 can't be kept exactly"],
    ['{"Statement":[],"n":[1e999]}', "the number 1e999 can't be kept exactly"],
    ['{"Statement":[],"n":1e-999}', "the number 1e-999 can't be kept exactly"],
  ])("refuses %s", (given, words) => {
    const reading = readPolicyDocument(given);
    expect(reading.ok ? "" : reading.reason).toContain(words);
  });

  it.each([
    ['{"Statement":[],"n":[1.50,-0.1,1e3,9007199254740991,0,-7]}'],
    ['{"Statement":[],"a":{"k":1},"b":{"k":{"k":[{"k":"\\"k\\":"},{"k":2}]}}}'],
    ['{"Statement":[],"a":{},"b":[[],{},"a","b"]}'],
  ])("keeps what it can keep: %s", (given) => {
    expect(readPolicyDocument(given)).toMatchObject({ ok: true, statements: [] });
  });

  it("takes one statement for a list of one, and reads it beside its raw value", () => {
    const reading = readPolicyDocument(text({ ...allow, Sid: "A", NotAction: "x", Comment: "kept" }));
    expect(reading).toMatchObject({
      ok: true,
      statements: [
        {
          index: 0,
          sid: "A",
          effect: "Allow",
          action: { negated: false, patterns: ["sts:AssumeRole"] },
          principal: { negated: false, odd: false, members: [{ kind: "AWS", value: "123456789012" }] },
          raw: { Comment: "kept" },
        },
      ],
    });
  });

  it("marks a principal that it does not understand", () => {
    const principals = [{ Robot: "x" }, { AWS: 5 }, 7, "arn:aws:iam::123456789012:root"];
    const reading = readPolicyDocument(text(principals.map((Principal) => ({ ...allow, Principal }))));
    expect(reading.ok && reading.statements.map(({ principal }) => principal?.odd)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("gives back every document unchanged", () => {
    fc.assert(
      fc.property(document, (policy) => {
        const reading = readPolicyDocument(policy);
        const written = reading.ok ? writePolicyDocument(reading.document) : reading.reason;
        expect(written).toBe(JSON.stringify(JSON.parse(policy), null, 2));
        expect(samePolicy(policy, written)).toBe(true);
      }),
    );
  });
});

describe("the size of a policy", () => {
  it("counts what is not white space, inside of texts too", () => {
    expect(policySize('{ "Sid" :\n\t"a b c" }')).toBe('{"Sid":"abc"}'.length);
    expect(policySize('{"Sid":"\u00e9\u00a0x"}')).toBe('{"Sid":"\u00e9\u00a0x"}'.length);
  });

  it("is the same however the text is laid out", () => {
    const value = { Version: "2012-10-17", Statement: [allow] };
    expect(policySize(writePolicyDocument(value))).toBe(policySize(JSON.stringify(value)));
  });
});

describe("two documents are the same", () => {
  const base = { Sid: "A", Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
  const two = { ...base, Sid: "B" };

  it.each([
    [
      "with short account ids",
      { Principal: { AWS: "arn:aws:iam::123456789012:root" } },
      { Principal: { AWS: ["123456789012"] } },
    ],
    [
      "with actions in another case",
      { Action: ["sts:assumerole", "sts:TagSession"] },
      { Action: ["STS:TagSession", "sts:AssumeRole"] },
    ],
    [
      "with quoted scalars in conditions",
      { Condition: { Bool: { k: true } } },
      { Condition: { Bool: { k: ["true"] } } },
    ],
    ["with a value listed twice", { Principal: { Service: ["a", "a"] } }, { Principal: { Service: "a" } }],
    ["with resources in another order", { Resource: ["a", "b"] }, { Resource: ["b", "a"] }],
  ])("%s", (_name, a, b) => {
    expect(samePolicy(text({ ...base, ...a }), text({ ...base, ...b }))).toBe(true);
  });

  it("with statements in another order, and one alone or listed", () => {
    expect(samePolicy(text([base, two]), text([two, base]))).toBe(true);
    expect(samePolicy(text(base), text([base]))).toBe(true);
  });

  it.each([
    ["Sid", { Sid: "Other" }],
    ["Effect", { Effect: "Deny" }],
    ["kind of principal", { Principal: { Service: "*" } }],
    ["case of a principal", { Principal: { AWS: "arn:aws:iam::123456789012:role/X" } }],
    ["unknown key", { Comment: "x" }],
    ["condition", { Condition: { Bool: { k: "true" } } }],
    ["case of a resource", { Resource: "A" }],
  ])("but not with another %s", (_name, change) => {
    expect(samePolicy(text(base), text({ ...base, ...change }))).toBe(false);
  });

  it.each([
    ["another Version", { Version: "2008-10-17" }, { Version: "2012-10-17" }],
    ["no Version", {}, { Version: "2012-10-17" }],
    ["another Id", { Id: "a" }, { Id: "b" }],
    ["unknown lists in another order", { x: [1, 2] }, { x: [2, 1] }],
    ["an unknown value listed", { x: "1" }, { x: ["1"] }],
    ["the same statement twice", {}, { Statement: [base, base] }],
  ])("nor with %s", (_name, a, b) => {
    expect(samePolicy(text([base], a), JSON.stringify({ Statement: [base], ...b }))).toBe(false);
  });

  it("if neither can be read, only letter by letter", () => {
    expect(samePolicy("{not json", "{not json")).toBe(true);
    expect(samePolicy("{not json", "{not  json")).toBe(false);
  });
});
