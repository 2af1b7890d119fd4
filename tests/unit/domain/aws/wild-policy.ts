import fc from "fast-check";

/** Policy documents as no template would write them, and the shuffling that IAM does on storage. */

export const accountId = "123456789012";
export const integrationRoleArn = `arn:aws:iam::${accountId}:role/teleport-integration`;
export const liveId = "AROAEXAMPLELIVEROLE01";
export const deadId = "AROAEXAMPLEDELETED0001";
export const ownSid = "TeleportIntegration038a967f";

type Json = unknown;

/** What IAM takes in a document: tab, line feed, carriage return and U+0020 to U+00FF. */
const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 12,
});

const oddKey = fc.oneof(
  { weight: 3, arbitrary: text.filter((key) => !/^(Statement|Version)$/.test(key)) },
  { weight: 2, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "Comment", "2", "1") },
);

const scalar = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null));
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.array(fc.tuple(oddKey, tie("node")), { maxLength: 3 }).map(objectOf),
  ),
})).node;

/** Keeps a `__proto__` key an ordinary one, as JSON.parse does. */
export function objectOf(entries: readonly (readonly [string, Json])[]): Record<string, Json> {
  return Object.fromEntries(entries) as Record<string, Json>;
}

function oneOrMany(value: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 4 }));
}

export const awsPrincipals = [
  integrationRoleArn,
  `arn:aws:iam::${accountId}:root`,
  accountId,
  "999999999999",
  "arn:aws:iam::999999999999:root",
  `arn:aws:iam::${accountId}:role/team/other`,
  `arn:aws:iam::${accountId}:user/alice`,
  `arn:aws:sts::${accountId}:assumed-role/teleport-integration/bob`,
  liveId,
  "*",
];

const principal = fc.oneof(
  fc.constant("*"),
  oneOrMany(fc.constantFrom(...awsPrincipals)).map((AWS) => ({ AWS })),
  oneOrMany(fc.constantFrom("ec2.amazonaws.com", "lambda.amazonaws.com")).map((Service) => ({ Service })),
  fc.constant({ Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` }),
  fc.constant({ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }),
  fc
    .tuple(oneOrMany(fc.constantFrom(...awsPrincipals)), fc.constantFrom("ec2.amazonaws.com"))
    .map(([AWS, Service]) => ({ Service, AWS })),
);

const action = oneOrMany(
  fc.constantFrom(
    "sts:AssumeRole",
    "STS:assumerole",
    "sts:*",
    "sts:Assume*",
    "sts:TagSession",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
  ),
);

const condition = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "ArnLike",
        "Bool",
        "BoolIfExists",
        "IpAddress",
        "Null",
        "ForAnyValue:StringEquals",
        "ForAllValues:StringLike",
      ),
      fc
        .array(
          fc.tuple(
            fc.constantFrom(
              "sts:ExternalId",
              "aws:PrincipalArn",
              "aws:PrincipalAccount",
              "aws:MultiFactorAuthPresent",
              "aws:SourceIp",
              "aws:PrincipalOrgID",
              "sts:RoleSessionName",
            ),
            oneOrMany(
              fc.constantFrom<Json>(
                "abc",
                "true",
                "false",
                true,
                accountId,
                integrationRoleArn,
                "*",
                "203.0.113.0/24",
                "${aws:username}",
              ),
            ),
          ),
          { minLength: 1, maxLength: 2 },
        )
        .map(objectOf),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map(objectOf);

const sid = fc.oneof(text, fc.constantFrom("", "AllowEc2", "with space", "Ünïcode"));

/** A statement of somebody else's: any order of keys, any extra key, now and then a Deny. */
export const statement: fc.Arbitrary<Json> = fc
  .record({
    effect: fc.oneof(
      { weight: 5, arbitrary: fc.constant("Allow") },
      { weight: 2, arbitrary: fc.constant("Deny") },
    ),
    principalKey: fc.oneof(
      { weight: 12, arbitrary: fc.constant("Principal") },
      { weight: 1, arbitrary: fc.constant("NotPrincipal") },
    ),
    principal,
    actionKey: fc.oneof(
      { weight: 8, arbitrary: fc.constant("Action") },
      { weight: 1, arbitrary: fc.constant("NotAction") },
    ),
    action,
    condition: fc.option(condition, { nil: undefined }),
    sid: fc.option(sid, { nil: undefined }),
    extra: fc.array(fc.tuple(oddKey, anyJson), { maxLength: 2 }),
    order: fc.nat(),
  })
  .map((made) => {
    const known: [string, Json][] = [
      ["Effect", made.effect],
      [made.principalKey, made.principal],
      [made.actionKey, made.action],
    ];
    if (made.condition !== undefined) known.push(["Condition", made.condition]);
    if (made.sid !== undefined) known.push(["Sid", made.sid]);
    const names = new Set([
      ...known.map(([key]) => key),
      "NotPrincipal",
      "Principal",
      "Action",
      "NotAction",
      "Sid",
      "Condition",
      "Effect",
    ]);
    const extra = made.extra.filter(([key]) => !names.has(key));
    return objectOf(shuffled([...known, ...extra], made.order));
  });

/** Our own statement in every state that it can be found in. */
export const ownStatement: fc.Arbitrary<Json> = fc
  .record({
    AWS: fc.constantFrom<Json>(integrationRoleArn, [integrationRoleArn], deadId),
    condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ AWS, condition: added }) =>
    objectOf([
      ["Sid", ownSid],
      ["Effect", "Allow"],
      ["Principal", { AWS }],
      ["Action", "sts:AssumeRole"],
      ...(added === undefined ? [] : [["Condition", added] as const]),
    ]),
  );

export const document: fc.Arbitrary<string> = fc
  .record({
    version: fc.constantFrom("2012-10-17", "2008-10-17", undefined),
    id: fc.option(text, { nil: undefined }),
    extra: fc.array(fc.tuple(oddKey, anyJson), { maxLength: 2 }),
    statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
    own: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: ownStatement }),
    ownAt: fc.nat(4),
    isBare: fc.boolean(),
    indent: fc.constantFrom(0, 1, 2, 4, "\t"),
    order: fc.nat(),
  })
  .map((made) => {
    const statements = [...made.statements];
    if (made.own !== undefined) statements.splice(made.ownAt, 0, made.own);
    const entries: [string, Json][] = [
      ["Statement", made.isBare && statements.length === 1 ? statements[0] : statements],
    ];
    if (made.version !== undefined) entries.push(["Version", made.version]);
    if (made.id !== undefined) entries.push(["Id", made.id]);
    entries.push(...made.extra.filter(([key]) => key !== "Id"));
    return JSON.stringify(objectOf(shuffled(entries, made.order)), null, made.indent);
  });

export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const rest = [...list];
  const out: T[] = [];
  let state = (seed % 2147483646) + 1;
  while (rest.length > 0) {
    state = (state * 48271) % 2147483647;
    out.push(...rest.splice(state % rest.length, 1));
  }
  return out;
}

type Random = () => number;

function randomFrom(seed: number): Random {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647);
}

function folded(list: readonly Json[], random: Random): Json {
  const mixed = shuffled(list, random());
  return mixed.length === 1 && random() % 2 === 0 ? mixed[0] : mixed;
}

const listed = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);

function stored(key: string, value: Json, random: Random): Json {
  if (["Action", "NotAction"].includes(key))
    return folded(
      listed(value).map((entry) => (typeof entry === "string" && random() % 2 ? entry.toUpperCase() : entry)),
      random,
    );
  if (["Principal", "NotPrincipal"].includes(key) && typeof value === "object" && value !== null)
    return reordered(value as Record<string, Json>, random, (kind, values) =>
      folded(kind === "AWS" ? listed(values).map(asStored) : listed(values), random),
    );
  if (key === "Condition" && typeof value === "object" && value !== null)
    return reordered(value as Record<string, Json>, random, (_operator, block) =>
      reordered(block as Record<string, Json>, random, (_key, values) =>
        folded(listed(values).map(String), random),
      ),
    );
  return value;
}

function asStored(value: Json): Json {
  return /^\d{12}$/.test(String(value)) ? `arn:aws:iam::${String(value)}:root` : value;
}

function reordered(
  value: Record<string, Json>,
  random: Random,
  change: (key: string, value: Json) => Json,
): Record<string, Json> {
  const entries = Object.entries(value).map(([key, entry]) => [key, change(key, entry)] as const);
  return objectOf(shuffled(entries, random()));
}

/** The document as IAM might give it back: lists and keys in another order, lists of one folded, ids as root ARNs. */
export function asIamStores(policy: string, seed: number): string {
  const random = randomFrom(seed);
  const parsed = JSON.parse(policy) as Record<string, Json>;
  const whole = reordered(parsed, random, (key, value) =>
    key === "Statement"
      ? folded(
          listed(value).map((entry) =>
            reordered(entry as Record<string, Json>, random, (name, part) => stored(name, part, random)),
          ),
          random,
        )
      : value,
  );
  return JSON.stringify(whole, null, random() % 5);
}
