import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { AppError } from "#lib/domain/errors.ts";
import { shellFile, shellLine, shellQuote } from "#lib/domain/text/shell.ts";

const awkward = fc.constantFrom(
  "'",
  '"',
  "\\",
  "$",
  "`",
  "\n",
  "\r\n",
  " ",
  "!",
  "*",
  "~",
  "#",
  "-",
  "=",
  ";",
  "&",
  "|",
  "<",
  ">",
  "(",
  "é",
  "\u0081",
  "🙂",
  "\u202e",
  "EOF",
  "$(id)",
);
const text = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.oneof(awkward, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((parts) => parts.join("")),
  )
  .filter((value) => !value.includes("\0"));

function sh(script: string, cwd?: string): { stdout: string; status: number | null } {
  return spawnSync("sh", ["-c", script], { encoding: "utf8", ...(cwd === undefined ? {} : { cwd }) });
}

describe("shell lines", () => {
  test("sh reads back exactly the arguments meant", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (args) => {
        const { stdout } = sh(shellLine(["printf", "%s\\0", ...args]));
        expect(stdout.split("\0").slice(0, -1)).toEqual(args);
      }),
      { numRuns: 100 },
    );
  });

  test("the first word is a command, never an assignment or a reserved word", () => {
    for (const command of ["A=b", "if", "then", "{", "}", "!", "while", "~", "#", ""]) {
      expect(sh(`${shellLine([command, "x"])} 2>/dev/null`).status).toBe(127);
    }
  });

  test.each([
    ["tsh", "tsh"],
    ["--proxy=teleport.example.com:443", "--proxy=teleport.example.com:443"],
    ["arn:aws:iam::123456789012:role/a+b,c.d@e-f", "arn:aws:iam::123456789012:role/a+b,c.d@e-f"],
    ["", "''"],
    ["it's", `'it'\\''s'`],
    ["a=b", "'a=b'"],
    ["{{external.aws_role_arns}}", "'{{external.aws_role_arns}}'"],
  ])("%s becomes %s", (argument, quoted) => {
    expect(shellQuote(argument)).toBe(quoted);
  });

  test("NUL is refused", () => {
    expect(() => shellQuote("a\0b")).toThrow(AppError);
    expect(() => shellFile("a", "\0")).toThrow(AppError);
  });

  test("no words give an empty line", () => {
    expect(shellLine([])).toBe("");
  });
});

describe("files written by shell lines", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "shell-file-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const lines = fc.array(fc.oneof(text, fc.constantFrom("EOF", "END_2", "", "kind: role")), { maxLength: 6 });

  test("sh writes exactly the content, ending with a line break or not", () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (parts, endsWithBreak) => {
        const content = parts.join("\n") + (endsWithBreak ? "\n" : "");
        sh(shellFile("-it's a file.yaml", content), folder);
        expect(readFileSync(join(folder, "-it's a file.yaml"), "utf8")).toBe(content);
      }),
      { numRuns: 100 },
    );
  });

  test.each(["Eé", "EOé: x", "Équipe", "E\u0081", "END_é\nEOF"])(
    "dash keeps %j whole at a line's start",
    (line) => {
      const content = `kind: role\n${line}\n`;
      sh(shellFile("role.yaml", content), folder);
      expect(readFileSync(join(folder, "role.yaml"), "utf8")).toBe(content);
    },
  );

  test("a document becomes a here-document that one can read", () => {
    expect(shellFile("role.yaml", "kind: role\n")).toBe("cat > role.yaml <<'EOF'\nkind: role\nEOF\n");
  });
});
