import fc from "fast-check";
import { expect, test } from "vitest";
import { html } from "#lib/sandbox/teleport/web/html.ts";
import { ownPath } from "#lib/sandbox/teleport/web/own-path.ts";

test("text is escaped, markup made by the same template is not", () => {
  expect(html`<p title="${'"'}">${"<b>"}${html`<i>${"&"}</i>`}</p>`.text).toBe(
    '<p title="&quot;">&lt;b&gt;<i>&amp;</i></p>',
  );
});

test("no text can open a tag or leave an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(html`${text}`.text).not.toMatch(/[<>"']/);
    }),
  );
});

test("whatever follows a sign-in stays on this site", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "\t",
    "\n",
    "evil.example",
    "?a=b",
    "#c",
    ":",
    "@",
    "%2f",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (list) => {
      const base = "http://127.0.0.1:4081";
      expect(new URL(ownPath(list.join("")), base).origin).toBe(base);
    }),
  );
});

test("a path of this site is kept with its query", () => {
  expect(ownPath("/web/launch/a/b/c/arn%3Aaws?x=1")).toBe("/web/launch/a/b/c/arn%3Aaws?x=1");
});
