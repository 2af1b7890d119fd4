import fc from "fast-check";
import { appAccessStatement } from "#lib/domain/aws/inline-policy.ts";
import type { Tag } from "#lib/domain/aws/types.ts";
import type { Mode } from "./conditions.ts";
import { policyStatementIn, trustStatementIn } from "./statements.ts";

/** A policy document as it would be sent; marks stand for what IAM chooses. */
export type Document = object;

export interface RandomTarget {
  readonly name: string;
  readonly path: string;
  /** In the account of the integration role, or in another one of the company. */
  readonly isAway: boolean;
  readonly trust: Document;
  readonly tags: readonly Tag[];
  /** A target's own boundary limits what its sessions may do, never who may open one. */
  readonly isBounded: boolean;
}

export interface RandomAccount {
  readonly hub: {
    readonly path: string;
    readonly tags: readonly Tag[];
    readonly inline: readonly Document[];
    readonly attached: readonly Document[];
    readonly boundary: Document | null;
  };
  /** What the app in Teleport sends along. */
  readonly externalId: string | null;
  readonly targets: readonly RandomTarget[];
}

function documentOf(statement: fc.Arbitrary<object>, maxLength: number): fc.Arbitrary<Document> {
  return fc
    .record({
      version: fc.constantFrom("2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", undefined),
      statements: fc.array(statement, { minLength: 1, maxLength }),
      isBare: fc.boolean(),
    })
    .map(({ version, statements, isBare }) => ({
      ...(version ? { Version: version } : {}),
      Statement: isBare && statements.length === 1 ? statements[0] : statements,
    }));
}

const paths = fc.constantFrom("/", "/", "/", "/team/", "/a:b/");

const tagValues: Readonly<Record<Mode, Readonly<Record<string, readonly string[]>>>> = {
  decided: {
    team: ["platform", "data", ""],
    size: ["10", "9.5", "large"],
    until: ["2026-12-31", "2026-12-31T00:00:00Z", "1798675200", "never"],
    net: ["10.1.2.3", "2001:db8::7"],
  },
  anything: {
    team: ["platform", "data", ""],
    size: ["10", "1e1", "+10", "", "123456789012"],
    until: ["2026-12-31", "2026", "2026-02-30", "2026-12-31T05:00:00Z", "never"],
    net: ["10.1.2.3", "010.1.2.3", "2001:db8::7"],
  },
};

function spelled(key: string): fc.Arbitrary<string> {
  return fc.constantFrom(key, key, key.toUpperCase(), `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`);
}

function tagIn(key: string, values: readonly string[]): fc.Arbitrary<Tag> {
  return fc.record({ key: spelled(key), value: fc.constantFrom(...values) });
}

function someOf(tags: readonly fc.Arbitrary<Tag>[]): fc.Arbitrary<readonly Tag[]> {
  return fc
    .tuple(...tags.map((tag) => fc.option(tag, { freq: 1 })))
    .map((made) => made.filter((tag) => tag !== null));
}

function tagsIn(mode: Mode): readonly fc.Arbitrary<Tag>[] {
  return Object.entries(tagValues[mode]).map(([key, values]) => tagIn(key, values));
}

const targetTag = fc.oneof(
  { weight: 4, arbitrary: tagIn("teleport.dev/integration", ["true"]) },
  { weight: 1, arbitrary: tagIn("teleport.dev/integration", ["True", "false", ""]) },
);

function targetIn(mode: Mode): fc.Arbitrary<Omit<RandomTarget, "name">> {
  return fc.record({
    path: paths,
    isAway: fc.nat(7).map((dice) => dice === 0),
    trust: documentOf(trustStatementIn(mode), 3),
    tags: fc
      .tuple(fc.option(targetTag, { freq: 4 }), someOf(tagsIn(mode)))
      .map(([tag, others]) => (tag ? [tag, ...others] : others)),
    isBounded: fc.nat(5).map((dice) => dice === 0),
  });
}

/** In most accounts the guide's policy is there, so that tags and trust decide. */
const guide = { Version: "2012-10-17", Statement: [appAccessStatement] };
const allowsAll = { Effect: "Allow", Action: "*", Resource: "*" };

function boundaryIn(mode: Mode): fc.Arbitrary<Document | null> {
  const limit = policyStatementIn(mode).map((statement) => ({
    Version: "2012-10-17",
    Statement: [allowsAll, statement],
  }));
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: limit },
    { weight: 2, arbitrary: documentOf(policyStatementIn(mode), 2) },
  );
}

function hubIn(mode: Mode): fc.Arbitrary<RandomAccount["hub"]> {
  const policy = documentOf(policyStatementIn(mode), 2);
  const some = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Document[]>([]) },
    { weight: 2, arbitrary: fc.array(policy, { maxLength: 2 }) },
  );
  return fc.record({
    path: paths,
    tags: someOf(tagsIn(mode)),
    inline: fc.tuple(fc.nat(3), some).map(([dice, others]) => (dice > 0 ? [guide, ...others] : others)),
    attached: some,
    boundary: boundaryIn(mode),
  });
}

/** An account with an integration role and so many targets, all of it as people make it and worse. */
export function accountIn(mode: Mode, targets: { min: number; max: number }): fc.Arbitrary<RandomAccount> {
  return fc
    .record({
      hub: hubIn(mode),
      externalId: fc.constantFrom(null, null, "acme-7", "other"),
      targets: fc.array(targetIn(mode), { minLength: targets.min, maxLength: targets.max }),
    })
    .map((made) => ({
      ...made,
      targets: made.targets.map((target, at) => ({ ...target, name: `target-${at}` })),
    }));
}
