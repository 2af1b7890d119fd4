import { describe, expect, it } from "vitest";
import {
  allState,
  choiceWords,
  chosenRows,
  inSelectAllCount,
  rowNotes,
  toggleAll,
  toggleOne,
  whyNotSelectable,
} from "#components/trust/role-choice.ts";
import { row } from "./row.ts";

const plain = row("plain");
const other = row("other", { needsTag: false });
const cautious = row("cautious", {
  inSelectAll: false,
  cautions: [{ code: "admin", words: "It may do anything." }],
});
const ready = row("ready", { filter: "ready", selectable: false, inSelectAll: false });
const blocked = row("blocked", {
  filter: "cannot-change",
  selectable: false,
  inSelectAll: false,
  modifiable: { state: "bad", label: "blocked", words: "It names a deleted principal." },
});
const rows = [plain, other, cautious, ready, blocked];
const none: ReadonlySet<string> = new Set();

describe("choosing all", () => {
  it("takes the rows shown that need no confirmation, and no others", () => {
    expect(toggleAll(rows, none)).toEqual(new Set([plain.arn, other.arn]));
    expect(inSelectAllCount(rows)).toBe(2);
  });

  it("keeps what was chosen by itself, and what is not shown", () => {
    const before = new Set([cautious.arn, "elsewhere"]);
    expect(toggleAll(rows, before)).toEqual(new Set([cautious.arn, "elsewhere", plain.arn, other.arn]));
  });

  it("lets go of all rows shown once all are taken, and of nothing else", () => {
    const all = new Set([plain.arn, other.arn, cautious.arn, "elsewhere"]);
    expect(toggleAll(rows, all)).toEqual(new Set(["elsewhere"]));
  });

  it("says whether none, some or all are taken, or none can be", () => {
    expect(allState(rows, none)).toBe("none");
    expect(allState(rows, new Set([plain.arn]))).toBe("some");
    expect(allState(rows, new Set([plain.arn, other.arn]))).toBe("all");
    expect(allState([cautious, ready], new Set([cautious.arn]))).toBe("nothing-to-choose");
  });
});

describe("choosing one", () => {
  it("turns it on and off without touching the set that was given", () => {
    const once = toggleOne(none, plain.arn);
    expect(once).toEqual(new Set([plain.arn]));
    expect(toggleOne(once, plain.arn)).toEqual(new Set());
    expect(once.size).toBe(1);
    expect(none.size).toBe(0);
  });

  it("forgets roles that can't be chosen any more", () => {
    expect(chosenRows(rows, new Set([plain.arn, ready.arn, "gone"]))).toEqual([plain]);
  });
});

describe("what the choice amounts to", () => {
  it("counts tags and statements", () => {
    expect(choiceWords([plain, other])).toBe("1 tag, 2 statements · nothing removed");
    expect(choiceWords(Array.from({ length: 1200 }, () => plain))).toBe(
      "1,200 tags, 1,200 statements · nothing removed",
    );
  });

  it("says why a row can't be chosen", () => {
    expect(whyNotSelectable(ready)).toBe("Nothing to change: the role is ready.");
    expect(whyNotSelectable(blocked)).toBe("It names a deleted principal.");
  });

  it("notes each caution once, and only where the role can be chosen", () => {
    const words = "Terraform manages this role.";
    const managed = row("managed", {
      modifiable: { state: "warn", label: "Terraform", words },
      cautions: [
        { code: "managed", words },
        { code: "admin", words: "It may do anything." },
      ],
    });
    expect(rowNotes(managed)).toEqual([words, "It may do anything."]);
    expect(rowNotes(plain)).toEqual([]);
    expect(rowNotes(blocked)).toEqual([]);
  });
});
