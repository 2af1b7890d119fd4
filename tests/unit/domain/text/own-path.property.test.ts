import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "#lib/domain/text/own-path.ts";

const nasty = fc
  .array(
    fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      ":",
      "@",
      "?",
      "#",
      "%2f",
      "%5c",
      "\t",
      "\n",
      "evil.example",
      "http",
      "a",
      " ",
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("the path that follows a sign-in", () => {
  it("leads to this very site alone, from whatever address the browser follows it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nasty,
          nasty.map((text) => `/${text}`),
          fc.string({ unit: "binary" }),
          fc.webUrl(),
        ),
        fc.constantFrom("http://localhost:3000/sign-in", "https://aws.example.com/open/1/x?y"),
        (text, from) => {
          const path = ownPath(text);
          if (path === null) return;
          expect(path).toMatch(/^\/(?![/\\])/);
          expect(new URL(path, from).origin).toBe(new URL(from).origin);
          // What is kept and read again is judged again, and stays as it is.
          expect(ownPath(path)).toBe(path);
        },
      ),
    );
  });

  it.each([
    "//evil.example/",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil",
    "",
  ])("is none for %j", (text) => {
    expect(ownPath(text)).toBeNull();
  });

  it("is what was asked for, whatever the account and the role are called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (account, role) => {
        const path = `/open/a${encodeURIComponent(account.toWellFormed())}/r${encodeURIComponent(role.toWellFormed())}?as=dana`;
        expect(ownPath(path)).toBe(path);
      }),
    );
  });
});
