import { z } from "zod";
import {
  resourceKinds,
  type AnyChange,
  type ResourceKind,
  type ResourceRef,
  type ResourceStates,
} from "#lib/domain/enrollment/resource.ts";

/*
 * What the journal may hold of a resource, and nothing besides: unknown keys are dropped on the way in, so that no
 * whole Teleport message, secret or identity can slip into it with a state that carries more than it should.
 */

const text = z.string();
const texts = z.array(z.string()).readonly();
const tags = z.array(z.object({ key: text, value: text })).readonly();
const labels = z.record(text, text).readonly();
const selectors = z.record(text, texts).readonly();

const stateSchemas: { readonly [K in ResourceKind]: z.ZodType<ResourceStates[K]> } = {
  "aws/oidc-provider": z.object({ url: text, audiences: texts, thumbprints: texts, tags }),
  "aws/role": z.object({
    path: text,
    description: text,
    trustPolicy: text.exactOptional(),
    tags: tags.exactOptional(),
  }),
  "aws/role-trust": z.object({ document: text }),
  "aws/inline-policy": z.object({ document: text }),
  "aws/role-tag": z.object({ key: text, value: text }),
  "teleport/integration": z.object({ subKind: text, roleArn: text, audience: text, issuerS3Uri: text }),
  "teleport/app-server": z.object({
    uri: text,
    publicAddr: text,
    integration: text,
    cloud: text,
    externalId: text.nullable(),
    labels,
  }),
  "teleport/access-role": z.object({ version: text, labels, appLabels: selectors, awsRoleArns: texts }),
  "teleport/user-access": z.object({ roles: texts, roleArns: texts }),
};

const waitKinds = z.enum(["ping-by-role-arn", "ping-by-name"]);

const resource = z.object({ kind: z.enum(resourceKinds), id: text });

const grounds = z.array(z.object({ resource, state: z.unknown() })).exactOptional();

const envelope = z.object({
  key: text,
  resource,
  before: z.unknown(),
  after: z.unknown(),
  why: text,
  needs: texts,
  waitFor: waitKinds.exactOptional(),
  standsOn: grounds,
  stoodOn: grounds,
});

function parseState(kind: ResourceKind, state: unknown): AnyChange["before"] {
  return state === null ? null : stateSchemas[kind].parse(state);
}

function parseGround({ resource: { kind, id }, state }: { resource: ResourceRef; state: unknown }) {
  return { resource: { kind, id }, state: stateSchemas[kind].parse(state) };
}

/** A change with the fields of its states and no others. Throws ZodError on anything else. */
export const changeSchema = envelope.transform(
  (change): AnyChange =>
    ({
      ...change,
      before: parseState(change.resource.kind, change.before),
      after: parseState(change.resource.kind, change.after),
      ...(change.standsOn === undefined ? {} : { standsOn: change.standsOn.map(parseGround) }),
      ...(change.stoodOn === undefined ? {} : { stoodOn: change.stoodOn.map(parseGround) }),
    }) as AnyChange,
);

/** What was found instead of `before`. No state satisfies the schema of another kind: their required fields differ. */
export const observedSchema: z.ZodType<AnyChange["before"]> = z
  .union(resourceKinds.map((kind) => stateSchemas[kind]))
  .nullable();
