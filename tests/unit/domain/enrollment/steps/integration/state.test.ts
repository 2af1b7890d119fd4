import { describe, expect, test } from "vitest";
import { minimalPolicyByHand } from "#lib/domain/enrollment/minimal-policy.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { integrationStepView } from "#lib/domain/enrollment/steps/integration/view.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import {
  document,
  integrationRole,
  oidcProvider,
  roleScan,
  trustsEc2,
} from "../../../../../support/observation/aws.ts";
import { trustWrites } from "../../../../../support/enrollment/trust-writes.ts";
import { integrationName, otherAccountId } from "../../../../../support/observation/names.ts";
import { draft, enrolled, seen, unread, untouched } from "../../../../../support/observation/observation.ts";
import { integration, issuer, ping } from "../../../../../support/observation/teleport.ts";

const stateOf = (o: Observation) => stepStates(o)[0];
const verdicts = (o: Observation) =>
  Object.fromEntries((stateOf(o)?.checks ?? []).map(({ id, verdict }) => [id, verdict]));

describe("step 1 is done when all three agree and Ping answers with this account", () => {
  test("all of it", () => {
    expect(stateOf(enrolled())).toMatchObject({ status: "done", summary: integrationName, waitsFor: null });
  });

  test("an untouched account is open, not in need of attention", () => {
    expect(stateOf(untouched())).toMatchObject({ status: "open", summary: "not created" });
  });

  test.each<[string, Partial<Observation>, string]>([
    ["the provider is gone", { provider: seen(null) }, "provider"],
    ["the audience is gone", { provider: seen(oidcProvider({ audiences: ["other"] })) }, "provider"],
    ["the role is gone", { integrationRole: seen(null) }, "role"],
    [
      "the role no longer lets the cluster in",
      { integrationRole: seen(integrationRole({ trustPolicy: document(trustsEc2) })) },
      "role-trust",
    ],
    [
      "the integration names another role",
      { integration: seen(integration({ roleArn: "arn:aws:iam::123456789012:role/other" })) },
      "integration",
    ],
    ["Ping answers from another account", { ping: seen(ping({ accountId: otherAccountId })) }, "ping"],
    ["Ping is refused by AWS", { ping: unread("aws-access-denied") }, "ping"],
    ["the issuer has moved", { issuer: seen(issuer({ url: "https://moved.acme.test" })) }, "issuer"],
  ])("%s", (_name, over, check) => {
    const o = enrolled([], over);
    expect(verdicts(o)[check]).toBe("bad");
    expect(stateOf(o)?.status).toBe("attention");
  });

  test("a missing tag is said and does not undo it", () => {
    const o = enrolled([], { integrationRole: seen(integrationRole({ tags: [] })) });
    expect(verdicts(o)["tags"]).toBe("warn");
    expect(stateOf(o)?.status).toBe("done");
  });
});

describe("what is not known is never called wrong", () => {
  test.each(["teleport-unreachable", "teleport-access-denied", "teleport-unsupported"] as const)(
    "Ping that could not be asked: %s",
    (code) => {
      const o = enrolled([], { ping: unread(code) });
      expect(verdicts(o)["ping"]).toBe("unknown");
      expect(stateOf(o)?.status).toBe("unknown");
    },
  );

  test("an account that could not be read", () => {
    const o = enrolled([], { provider: unread(), integrationRole: unread() });
    expect(stateOf(o)?.status).toBe("unknown");
    expect(stateOf(o)?.problems).toHaveLength(1);
  });

  test("Ping outside the partition aws", () => {
    const o = untouched({ draft: { ...draft, partition: "aws-us-gov" }, ping: unread("aws-access-denied") });
    expect(verdicts(o)["ping"]).toBe("unknown");
  });
});

describe("the page of step 1", () => {
  test("shows issuer, provider and role before anything exists", () => {
    expect(integrationStepView(untouched())).toMatchObject({
      issuerUrl: "https://teleport.acme.test",
      providerArn: "arn:aws:iam::123456789012:oidc-provider/teleport.acme.test",
      roleArn: "arn:aws:iam::123456789012:role/teleport-integration",
      providerState: { state: "off", label: "not created" },
      roleState: { state: "off", label: "not created" },
      integrationState: { state: "off", label: "not created" },
      consents: [],
    });
  });

  test("shows the policy that the app's credentials need", () => {
    const question = integrationStepView(untouched()).policyQuestion;
    expect(question).toMatchObject({
      integrationRoleArn: "arn:aws:iam::123456789012:role/teleport-integration",
      issuerHostAndPath: "teleport.acme.test",
    });
    const writesFor = (targetPattern: string) =>
      trustWrites(minimalPolicyByHand({ ...question!, targetPattern }).parts[0]?.content ?? "");
    expect(writesFor("*")).toContain("arn:aws:iam::123456789012:role/*");
    expect(writesFor("/audit/*")).toContain("arn:aws:iam::123456789012:role/audit/*");
    expect(writesFor("/audit/*")).not.toContain("arn:aws:iam::123456789012:role/*");
  });

  test("shows Ping as the integration's light once it exists", () => {
    const view = integrationStepView(enrolled());
    expect(view.integrationState).toMatchObject({ state: "ok", label: "answers" });
    expect(
      integrationStepView(enrolled([], { ping: unread("aws-access-denied") })).integrationState.state,
    ).toBe("bad");
  });

  test("an adopted role shows its trust", () => {
    const role = integrationRole({ trustPolicy: document(trustsEc2) });
    const view = integrationStepView(
      enrolled([], { integrationRole: seen(role), scan: seen(roleScan([role])) }),
    );
    expect(view.roleState.state).toBe("bad");
  });
});
