import { describe, expect, test } from "vitest";
import { diffView, groupDiffs } from "#lib/domain/enrollment/diff-view.ts";
import type { DiffView } from "#lib/domain/enrollment/views.ts";
import { change } from "../../../../support/observation/changes.ts";

const ours = { Sid: "Ours", Effect: "Allow" };

function trustDiff(name: string, existing: object, note: string | null = null): DiffView {
  const before = { Statement: [existing] };
  const after = { Statement: [existing, ours] };
  const id = `arn:aws:iam::123456789012:role/${name}`;
  return diffView(
    {
      title: `Trust policy of ${name}`,
      language: "json",
      before: JSON.stringify(before, null, 2),
      after: JSON.stringify(after, null, 2),
    },
    change(
      "aws/role-trust",
      id,
      { document: JSON.stringify(before) },
      { document: JSON.stringify(after) },
      {
        why: "The role must trust the integration role.",
      },
    ),
    note,
  );
}

describe("a diff", () => {
  test("shows kept, added and removed lines in order", () => {
    const diff = diffView(
      { title: "T", language: "text", before: "a\nb\nc\n", after: "a\nx\nc\n" },
      change("aws/role-tag", "r#k", null, { key: "k", value: "v" }),
      null,
    );
    expect(diff.lines).toEqual([
      { kind: "same", text: "a" },
      { kind: "remove", text: "b" },
      { kind: "add", text: "x" },
      { kind: "same", text: "c" },
    ]);
  });

  test("of a new resource is additions only", () => {
    const diff = diffView(
      { title: "T", language: "text", before: "", after: "a\nb" },
      change("aws/role-tag", "r#k", null, { key: "k", value: "v" }),
      null,
    );
    expect(diff.lines.map(({ kind }) => kind)).toEqual(["add", "add"]);
  });
});

describe("grouping", () => {
  test("equal diffs stand once, with every resource named", () => {
    const groups = groupDiffs([trustDiff("A", { Service: "ec2" }), trustDiff("B", { Service: "ec2" })]);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.count).toBe(2);
    expect(groups[0]?.members.map(({ name }) => name)).toEqual(["A", "B"]);
    expect(groups[0]?.diff.lines.some(({ kind }) => kind === "same")).toBe(true);
  });

  test("the same statement in different documents is one group that shows nobody's document as everybody's", () => {
    const [group, ...others] = groupDiffs([
      trustDiff("A", { Service: "ec2" }),
      trustDiff("B", { Service: "lambda" }),
    ]);
    expect(others).toEqual([]);
    expect(group?.diff.lines.every(({ kind }) => kind === "add")).toBe(true);
    expect(group?.diff.note).toContain("differ");
    expect(group?.diff.title).not.toContain("A");
  });

  test("diffs that write something else stay apart", () => {
    const other = trustDiff("C", { Service: "ec2" });
    const changed = {
      ...other,
      lines: other.lines.map((line) => (line.kind === "add" ? { ...line, text: `${line.text}!` } : line)),
    };
    expect(groupDiffs([trustDiff("A", { Service: "ec2" }), changed])).toHaveLength(2);
  });

  test("a note that differs is not shown for the group", () => {
    const [group] = groupDiffs([
      trustDiff("A", { Service: "ec2" }, "300 of 2,048 characters afterwards"),
      trustDiff("B", { Service: "ec2" }, "301 of 2,048 characters afterwards"),
    ]);
    expect(group?.diff.note).toBeNull();
  });

  test("thousands of diffs are grouped at once", () => {
    const diffs = Array.from({ length: 3000 }, (_, index) => trustDiff(`R${index}`, { Service: "ec2" }));
    expect(groupDiffs(diffs)[0]?.count).toBe(3000);
  });
});
