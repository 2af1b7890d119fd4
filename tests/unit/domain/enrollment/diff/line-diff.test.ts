import fc from "fast-check";
import { expect, it } from "vitest";
import { lineDiff } from "#lib/domain/enrollment/diff/line-diff.ts";

const marks = { same: " ", add: "+", remove: "-" };
const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${marks[kind]}${text}`);
const json = (value: unknown) => JSON.stringify(value, null, 2);

it("shows an appended statement as one whole, with its own brackets", () => {
  const first = { Effect: "Allow", Action: "sts:AssumeRole" };
  const ours = { Sid: "Ours", Effect: "Allow", Action: "sts:AssumeRole" };
  expect(shown(json([first]), json([first, ours]))).toEqual([
    " [",
    "   {",
    '     "Effect": "Allow",',
    '     "Action": "sts:AssumeRole"',
    "   },",
    "+  {",
    '+    "Sid": "Ours",',
    '+    "Effect": "Allow",',
    '+    "Action": "sts:AssumeRole"',
    "+  }",
    " ]",
  ]);
});

it("shows a statement that goes as one whole", () => {
  expect(shown(json([{ a: 1 }, { b: 1 }]), json([{ a: 1 }]))).toEqual([
    " [",
    "   {",
    '     "a": 1',
    "   }",
    "-  {",
    '-    "b": 1',
    "-  }",
    " ]",
  ]);
});

it("shows a new document as additions only", () => {
  expect(shown("", "a\nb\n")).toEqual(["+a", "+b"]);
});

it("shows a changed value as a line that goes and a line that comes", () => {
  expect(shown('{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 3,\n  "b": 2\n}')).toEqual([
    " {",
    '-  "a": 1,',
    '+  "a": 3,',
    '   "b": 2',
    " }",
  ]);
});

it("never hides a line: what stays and what comes is the new text, what stays and what goes the old one, but for commas", () => {
  const line = fc.constantFrom("{", "}", "},", "[", "]", '"a": 1', '"a": 1,', '"b": 2');
  const text = fc.array(line, { maxLength: 20 }).map((lines) => lines.join("\n"));
  const bare = (lines: string[]) => lines.map((one) => one.replace(/,$/, ""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const kept = (kind: "add" | "remove") =>
        bare(lines.filter((one) => one.kind === "same" || one.kind === kind).map((one) => one.text));
      expect(kept("add")).toEqual(bare(after === "" ? [] : after.split("\n")));
      expect(kept("remove")).toEqual(bare(before === "" ? [] : before.split("\n")));
    }),
  );
});
