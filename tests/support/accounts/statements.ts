import fc from "fast-check";
import { appAccessStatement } from "#lib/domain/aws/inline-policy.ts";
import type { Json, Mode } from "./conditions.ts";
import { conditionIn } from "./conditions.ts";
import {
  awayId,
  goneRoleName,
  homeId,
  hubName,
  marks,
  otherRoleName,
  providerArn,
  roleArnOf,
  strangerId,
} from "./names.ts";

const listed = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) },
  );

const mostly = (usual: string, odd: string): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(odd) });

const effect = fc.constantFrom("Allow", "Allow", "Allow", "Allow", "Allow", "Deny");

interface Parts {
  readonly effect: string;
  readonly actionKey: string;
  readonly action: Json;
  readonly condition: object | undefined;
}

function partsOf(mode: Mode, actions: readonly string[]) {
  return {
    effect,
    actionKey: mostly("Action", "NotAction"),
    action: listed(fc.constantFrom<Json>(...actions)),
    condition: fc.oneof(fc.constant(undefined), conditionIn(mode)),
  };
}

function common({ effect: kind, actionKey, action, condition }: Parts): Record<string, Json> {
  return { Effect: kind, [actionKey]: action, ...(condition ? { Condition: condition } : {}) };
}

/** Many cover the integration role, in each of the ways in which it can be named. */
const awsPrincipals = [
  marks.hub,
  marks.hub,
  marks.hub,
  marks.hubId,
  homeId,
  homeId,
  `arn:aws:iam::${homeId}:root`,
  `arn:aws:iam::${homeId}:root`,
  "*",
  "*",
  strangerId,
  `arn:aws:iam::${awayId}:root`,
  roleArnOf(homeId, "/", otherRoleName),
  roleArnOf(homeId, "/", goneRoleName),
  roleArnOf(strangerId, "/", hubName),
  `arn:aws:iam::${homeId}:user/aws-access-app`,
  `arn:aws:sts::${homeId}:assumed-role/${hubName}/somebody`,
  `arn:aws:sts::${homeId}:assumed-role/${otherRoleName}/somebody`,
];

function trustPrincipal(mode: Mode): fc.Arbitrary<object> {
  // A Deny of one session of the integration role may hit the one that Teleport opens: nobody knows its name.
  const names = awsPrincipals.filter((name) => mode === "anything" || !name.includes(`${hubName}/somebody`));
  const aws = listed(fc.constantFrom<Json>(...names));
  const service = listed(fc.constantFrom<Json>("ec2.amazonaws.com", "lambda.amazonaws.com"));
  const federated = fc.constantFrom<Json>(providerArn, `arn:aws:iam::${homeId}:saml-provider/okta`);
  return fc.oneof(
    { weight: 8, arbitrary: aws.map((AWS) => ({ AWS })) },
    { weight: 1, arbitrary: service.map((Service) => ({ Service })) },
    { weight: 1, arbitrary: federated.map((Federated) => ({ Federated })) },
    { weight: 1, arbitrary: fc.tuple(aws, service).map(([AWS, Service]) => ({ AWS, Service })) },
  );
}

const trustActions = [
  "sts:AssumeRole",
  "sts:AssumeRole",
  "sts:AssumeRole",
  "sts:AssumeRole",
  "STS:assumerole",
  "sts:*",
  "sts:Assume*",
  "sts:AssumeRol?",
  "*",
  "sts:TagSession",
  "sts:AssumeRoleWithWebIdentity",
];

/** Without a Sid, as the guide has it. */
const guideTrust = { Effect: "Allow", Principal: { AWS: marks.hub }, Action: "sts:AssumeRole" };

export function trustStatementIn(mode: Mode): fc.Arbitrary<object> {
  const made = fc
    .record({ ...partsOf(mode, trustActions), principal: trustPrincipal(mode) })
    .map((parts) => ({ ...common(parts), Principal: parts.principal }));
  return fc.oneof({ weight: 1, arbitrary: fc.constant<object>(guideTrust) }, { weight: 3, arbitrary: made });
}

const policyActions = [...trustActions, "sts:*", "s3:*", "iam:PassRole"];

const resources = [
  "*",
  "*",
  "*",
  roleArnOf(homeId, "/", "*"),
  roleArnOf(homeId, "/team/", "*"),
  roleArnOf("*", "/", "target-?"),
  roleArnOf(homeId, "/", "TARGET-*"),
  roleArnOf(awayId, "/", "*"),
  roleArnOf("12345*", "/", "*-1"),
  "arn:aws:*:*:*:role/*",
  "arn:*:iam::*:*",
  `arn:aws:iam::${homeId}:user/*`,
  "arn:aws:s3:::*",
];

/** Policy variables, and wildcards that would have to reach across a colon. */
const unclearResources = [
  "arn:aws:iam::${aws:PrincipalAccount}:role/*",
  `arn:aws:iam::${homeId}:role/target-\${aws:PrincipalTag/team}`,
  `arn:aws:iam::${homeId}:role/\${*}`,
  "arn:aws:iam:*:*:b/*",
  "arn:aws:iam::*:*:b/target-?",
];

export function policyStatementIn(mode: Mode): fc.Arbitrary<object> {
  const known = mode === "decided" ? resources : [...resources, ...unclearResources];
  const made = fc
    .record({
      ...partsOf(mode, policyActions),
      resourceKey: mostly("Resource", "NotResource"),
      resource: listed(fc.constantFrom<Json>(...known)),
    })
    .map((parts) => ({ ...common(parts), [parts.resourceKey]: parts.resource }));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<object>(appAccessStatement) },
    { weight: 2, arbitrary: made },
  );
}
