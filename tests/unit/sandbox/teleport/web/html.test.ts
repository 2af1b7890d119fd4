import fc from "fast-check";
import { expect, test } from "vitest";
import { html } from "#lib/sandbox/teleport/web/html.ts";

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
