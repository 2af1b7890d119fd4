import { readFileSync } from "node:fs";

import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, test } from "vitest";

import { buildIntegration } from "#lib/domain/teleport/documents.ts";
import {
  accessRoleFileName,
  accessRoleYaml,
  appServerFileName,
  appServerYaml,
  integrationYaml,
  ssoRoleYaml,
} from "#lib/domain/teleport/yaml.ts";

const vector = (name: string) => readFileSync(`tests/vectors/${name}`, "utf8");

describe("the guide's documents, byte by byte", () => {
  test("app server", () => {
    const app = {
      name: "integration-name",
      hostId: "random-uuid",
      labels: { aws_account_id: "aws-account-id" },
      uri: "https://console.aws.amazon.com/",
      publicAddr: "integration-name.teleport-url",
      cloud: "AWS",
      integration: "integration-name",
      externalId: null,
    };
    expect(appServerYaml(app)).toBe(vector(appServerFileName("integration-name")));
  });

  test("access role", () => {
    const role = {
      name: "aws_access_aws-iam-target-role",
      version: "v8",
      labels: {},
      appLabels: { aws_account_id: ["aws-account-id"] },
      awsRoleArns: ["arn:aws:iam::aws-account-id:role/aws-iam-target-role"],
    };
    expect(accessRoleYaml(role)).toBe(vector(accessRoleFileName("aws_access_aws-iam-target-role")));
  });
});

test("an account id keeps its zeros and its quotes", () => {
  const role = {
    name: "r",
    version: "v8",
    labels: {},
    appLabels: { aws_account_id: ["000000000012"] },
    awsRoleArns: [],
  };
  expect(accessRoleYaml(role)).toContain('aws_account_id: "000000000012"\n');
});

test("the role for the identity provider quotes its template", () => {
  const yaml = ssoRoleYaml({ name: "sso", version: "v8", appLabels: { aws_account_id: ["012345678901"] } });
  expect(yaml).toBe(`kind: role
metadata:
  name: sso
spec:
  allow:
    app_labels:
      aws_account_id: "012345678901"
    aws_role_arns:
    - '{{external.aws_role_arns}}'
version: v8
`);
});

test("an integration in tctl's form", () => {
  expect(integrationYaml(buildIntegration("prod", "arn:aws:iam::012345678901:role/T")))
    .toBe(`kind: integration
sub_kind: aws-oidc
metadata:
  name: prod
spec:
  aws_oidc:
    role_arn: arn:aws:iam::012345678901:role/T
version: v1
`);
});

const awkward = fc.constantFrom(
  ..."yes|no|null|~|012|0x1F|1e3|1_000|2026-01-01|12:30:45|{{external.x}}|{{a'b}}|- a|a: b|a #b|*x|&x|!x|%x|@x|`x|<<|=|'|\"|\\|\n| x |\t|---|...|é🙂\u2028\u0085\ufeff".split(
    "|",
  ),
);
const text = fc.oneof(
  awkward,
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(awkward, fc.string({ maxLength: 3 })), { maxLength: 4 }).map((parts) => parts.join("")),
);
const labels = fc.dictionary(fc.oneof(text, fc.constant("__proto__"), fc.constant("aws_account_id")), text);

describe("what is emitted parses back to what was meant", () => {
  const schemas = [undefined, YAML11_SCHEMA] as const;

  test.each(schemas)("app servers (schema %#)", (schema) => {
    const app = fc.record({
      name: text,
      hostId: text,
      labels,
      uri: text,
      publicAddr: text,
      cloud: fc.constantFrom("", "AWS"),
      integration: text,
      externalId: fc.option(text),
    });
    fc.assert(
      fc.property(app, (meant) => {
        const read = load(appServerYaml(meant), schema === undefined ? {} : { schema });
        expect(read).toEqual({
          kind: "app_server",
          metadata: { name: meant.name },
          spec: {
            app: {
              kind: "app",
              metadata: { labels: meant.labels, name: meant.name },
              spec: {
                ...(meant.cloud === "" ? {} : { cloud: meant.cloud }),
                uri: meant.uri,
                ...(meant.integration === "" ? {} : { integration: meant.integration }),
                public_addr: meant.publicAddr,
                ...(meant.externalId === null ? {} : { aws: { external_id: meant.externalId } }),
              },
              version: "v3",
            },
            host_id: meant.hostId,
          },
          version: "v3",
        });
      }),
    );
  });

  test.each(schemas)("access roles (schema %#)", (schema) => {
    const selectors = fc.dictionary(
      fc.oneof(text, fc.constant("aws_account_id")),
      fc.array(text, { minLength: 2 }),
    );
    const role = fc.record({ name: text, labels, appLabels: selectors, awsRoleArns: fc.array(text) });
    fc.assert(
      fc.property(role, (meant) => {
        const read = load(
          accessRoleYaml({ ...meant, version: "v8" }),
          schema === undefined ? {} : { schema },
        );
        expect(read).toEqual({
          kind: "role",
          metadata: {
            ...(Object.keys(meant.labels).length === 0 ? {} : { labels: meant.labels }),
            name: meant.name,
          },
          spec: { allow: { app_labels: meant.appLabels, aws_role_arns: meant.awsRoleArns } },
          version: "v8",
        });
      }),
    );
  });

  test("one value of a label selector is written as text, as in the guide", () => {
    fc.assert(
      fc.property(text, (value) => {
        const role = {
          name: "r",
          version: "v8",
          labels: {},
          appLabels: { aws_account_id: [value] },
          awsRoleArns: [],
        };
        expect(load(accessRoleYaml(role))).toMatchObject({
          spec: { allow: { app_labels: { aws_account_id: value } } },
        });
      }),
    );
  });
});
