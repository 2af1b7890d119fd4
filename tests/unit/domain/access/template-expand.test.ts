import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { expandTemplate } from "#lib/domain/access/template-expand.ts";

const traits = {
  team: ["blue", "red"],
  logins: ["alice"],
  email: ["Alice Ex <alice@example.com>", "bob@example.com"],
  "https://idp.example/roles": ["admin"],
  groups: ["aws-prod-admin", "aws-dev-reader", "wiki"],
  empty: [],
  blank: ["", "x"],
};

describe("a template with the user's traits filled in", () => {
  test.each([
    ["text stays as it is, spaces too", " plain * text ", [" plain * text "]],
    ["external trait", "{{external.team}}", ["blue", "red"]],
    ["blanks inside the braces", "{{ external.team }}", ["blue", "red"]],
    ["trait name in brackets", '{{external["https://idp.example/roles"]}}', ["admin"]],
    ["trait name in backquotes", "{{external[`https://idp.example/roles`]}}", ["admin"]],
    ["internal trait", "{{internal.logins}}", ["alice"]],
    ["prefix and suffix", "a-{{external.team}}-b", ["a-blue-b", "a-red-b"]],
    ["outer blanks are cut", "  a {{external.team}} b  ", ["a blue b", "a red b"]],
    ["empty values are left out", "p{{external.blank}}", ["px"]],
    ["local part of an email address", "{{email.local(external.email)}}", ["alice", "bob"]],
    ["quoted text as the argument", '{{email.local("carol@example.com")}}', ["carol"]],
    [
      "replacement by groups, what does not match is left out",
      '{{regexp.replace(external.groups, "^aws-(.*)-(.*)$", "$2/$1")}}',
      ["admin/prod", "reader/dev"],
    ],
    [
      "functions in functions",
      '{{regexp.replace(email.local(external.email), "^(.).*$", "$1")}}',
      ["a", "b"],
    ],
    ["escapes as in Go", '{{regexp.replace(external.groups, "\\\\w+-dev-", "")}}', ["reader"]],
  ])("%s", (_name, template, values) => {
    expect(expandTemplate(template, traits)).toEqual({ kind: "values", values });
  });

  test.each([
    ["missing trait", "{{external.nothing}}"],
    ["trait without a value", "{{external.empty}}"],
    ["internal trait that Teleport does not know", "{{internal.team}}"],
    ["some other namespace", "{{traits.team}}"],
    ["name of an inherited property", "{{external.constructor}}"],
    ["two templates", "{{external.team}}{{external.team}}"],
    ["braces that do not close", "{{external.team"],
    ["braces that do not open", "external.team}}"],
    ["no expression", "{{}}"],
    ["three parts", "{{external.a.b}}"],
    ["half a name", "{{external}}"],
    ["open bracket", '{{external["team"}}'],
    ["something that is no email address", "{{email.local(external.team)}}"],
    ["too few arguments", '{{regexp.replace(external.team, "x")}}'],
    ["too many arguments", "{{email.local(external.email, external.email)}}"],
    ["an expression that RE2 refuses", '{{regexp.replace(external.team, "(?=b)", "")}}'],
    ["an escape that Go refuses", '{{regexp.replace(external.team, "\\d", "")}}'],
    ["a trait where text is wanted", "{{regexp.replace(external.team, external.team, external.team)}}"],
    ["a matcher where a value is wanted", '{{regexp.match("x")}}'],
  ])("dropped: %s", (_name, template) => {
    expect(expandTemplate(template, traits)).toMatchObject({ kind: "dropped" });
  });

  test("a missing trait is named", () => {
    expect(expandTemplate("{{external.nothing}}", traits)).toEqual({
      kind: "dropped",
      because: 'the user has no trait "nothing"',
    });
  });

  test("a function that is not known here is unknown, not dropped", () => {
    expect(expandTemplate("{{strings.upper(external.team)}}", traits)).toEqual({ kind: "unknown" });
  });

  test("any text without double braces is itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("{{") && !text.includes("}}"));
        expect(expandTemplate(text, {})).toEqual({ kind: "values", values: [text] });
      }),
    );
  });

  test("any text between braces is answered, never thrown", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(["values", "dropped", "unknown"]).toContain(expandTemplate(`{{${text}}}`, traits).kind);
      }),
    );
  });
});
