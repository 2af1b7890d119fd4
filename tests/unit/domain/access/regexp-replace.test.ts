import { expect, test } from "vitest";

import { regexpReplace } from "#lib/domain/access/regexp-replace.ts";

// Expected values are those of Go's regexp.ReplaceAllString.
test.each([
  ["every match is replaced", "banana", "a", "o", "bonono"],
  ["no match at all", "banana", "x", "o", null],
  ["numbered groups", "prod-eu", "(.*)-(.*)", "$2-$1", "eu-prod"],
  ["an underscore belongs to the name: no such group", "prod-eu", "(.*)-(.*)", "$2_$1", "prod"],
  ["braces end the name of a group", "prod-eu", "(.*)-(.*)", "${2}x$1", "euxprod"],
  ["named group", "prod-eu", "(?P<env>.*)-.*", "<$env>", "<prod>"],
  ["a name runs on over letters: no such group", "prod", "(.*)d", "$1x", ""],
  ["unknown group is empty", "prod", "p", "[$9]", "[]rod"],
  ["two dollars are one", "prod", "p", "$$1", "$1rod"],
  ["a dollar before something else stays", "prod", "p", "$-", "$-rod"],
  ["group that took no part is empty", "b", "(a)|b", "[$1]", "[]"],
  ["empty matches, none touching another match", "baaac", "a*", "x", "xbxcx"],
] as const)("%s", (_name, value, expression, replacement, result) => {
  expect(regexpReplace(value, expression, replacement)).toBe(result);
});
