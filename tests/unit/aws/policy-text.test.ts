import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePolicy } from "#lib/aws/policy-text.ts";

test("any document comes back as it was, percent-encoded or not", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "binary", maxLength: 20 }), fc.string({ unit: "binary" }), {
        maxKeys: 5,
      }),
      (value) => {
        const text = JSON.stringify(value, null, 2);
        expect(decodePolicy(encodeURIComponent(text.toWellFormed()))).toBe(text.toWellFormed());
        expect(decodePolicy(text)).toBe(text);
      },
    ),
  );
});

test("text that only looks encoded is left alone", () => {
  expect(decodePolicy("%E0%A4%A")).toBe("%E0%A4%A");
  expect(decodePolicy('  {"a": "100%"}')).toBe('  {"a": "100%"}');
});
