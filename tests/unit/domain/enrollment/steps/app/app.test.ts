import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { appStepView } from "#lib/domain/enrollment/steps/app/view.ts";
import { stepStates } from "#lib/domain/enrollment/steps/step-states.ts";
import { accountId, integrationName, otherAccountId } from "../../../../../support/observation/names.ts";
import { draft, enrolled, seen, unread, untouched } from "../../../../../support/observation/observation.ts";
import { changesOf, changeTo, newUuid, plan, refusalOf } from "../../../../../support/observation/plans.ts";
import { appServer, integration, teleportRole } from "../../../../../support/observation/teleport.ts";

const withApps = (...apps: ReturnType<typeof appServer>[]): Observation => enrolled([], { apps: seen(apps) });
const stateOf = (o: Observation) => stepStates(o)[3];
const own = "aws-access.teleport/integration";

describe("step 4 plans", () => {
  test("the guide's app, with a new host id and without a port in its address", () => {
    const { after, change, before } = changeTo(plan(withApps(), "app"), "teleport/app-server");
    expect(before).toBeNull();
    expect(change.resource.id).toBe(`${integrationName}#${newUuid}`);
    expect(after).toEqual({
      uri: "https://console.aws.amazon.com/",
      publicAddr: "acme-production.teleport.acme.test",
      integration: integrationName,
      cloud: "AWS",
      externalId: null,
      labels: { aws_account_id: accountId, [own]: integrationName },
    });
  });

  test.each([
    ["aws-us-gov", "https://console.amazonaws-us-gov.com/"],
    ["aws-cn", "https://console.amazonaws.cn/"],
  ] as const)("the console of %s", (partition, uri) => {
    const roleArn = `arn:${partition}:iam::${accountId}:role/teleport-integration`;
    const o = untouched({ draft: { ...draft, partition }, integration: seen(integration({ roleArn })) });
    expect(changeTo(plan(o, "app"), "teleport/app-server").after.uri).toBe(uri);
  });

  test("labels of the admin's choice", () => {
    const { after } = changeTo(
      plan(withApps(), "app", { extraLabels: { env: "prod" } }),
      "teleport/app-server",
    );
    expect(after.labels).toMatchObject({ env: "prod", aws_account_id: accountId });
  });

  test("only the label that an existing app lacks, under its own host id", () => {
    const app = appServer({
      labels: { team: "platform" },
      publicAddr: "acme-production.teleport.acme.test:3080",
    });
    const { before, after, change } = changeTo(plan(withApps(app), "app"), "teleport/app-server");
    expect(change.resource.id).toBe(`${integrationName}#${app.hostId}`);
    expect(after).toEqual({ ...before, labels: { team: "platform", aws_account_id: accountId } });
  });

  test("every replica of the app alike", () => {
    const replicas = ["a", "b"].map((hostId) => appServer({ hostId, labels: {} }));
    expect(changesOf(plan(withApps(...replicas), "app"))).toHaveLength(2);
  });

  test("nothing for an app that Teleport's own wizard made", () => {
    expect(plan(withApps(appServer({ labels: { aws_account_id: accountId } })), "app").kind).toBe("nothing");
  });

  test("our own label once the account has a second app", () => {
    const o = withApps(
      appServer({ labels: { aws_account_id: accountId } }),
      appServer({ name: "other", integration: "other", publicAddr: "other.teleport.acme.test" }),
    );
    expect(changeTo(plan(o, "app"), "teleport/app-server").after.labels[own]).toBe(integrationName);
    expect(stateOf(o)?.status).toBe("attention");
  });
});

describe("step 4 never overwrites or joins another app", () => {
  test.each([
    ["of another integration", appServer({ integration: "other" })],
    ["without an integration", appServer({ integration: "", cloud: "" })],
  ])("of its name, %s", (_name, app) => {
    const o = withApps(app);
    expect(refusalOf(plan(o, "app")).problem.code).toBe("teleport-already-exists");
    expect(appStepView(o).conflict?.code).toBe("teleport-already-exists");
    expect(stateOf(o)?.status).toBe("attention");
  });

  test("not even as a second replica beside its own", () => {
    const foreign = appServer({ hostId: "zz", integration: "" });
    expect(refusalOf(plan(withApps(appServer({ labels: {} }), foreign), "app")).problem.code).toBe(
      "teleport-already-exists",
    );
  });

  test("at its address, in any spelling and on any port", () => {
    const o = withApps(
      appServer({
        name: "wiki",
        integration: "",
        publicAddr: "Acme-Production.teleport.acme.test:443",
      }),
    );
    expect(refusalOf(plan(o, "app")).problem.what).toContain("wiki");
  });
});

describe("step 4 refuses labels", () => {
  test.each([
    ["aws_account_id", otherAccountId],
    ["aws-access.teleport/integration", "x"],
    ["aws-access.teleport/enrollment", "x"],
    ["teleport.dev/origin", "x"],
    ["teleport.internal/app-id", "x"],
    ["with blank", "x"],
    ["", "x"],
    ["env", "a\nb"],
  ])("%s", (name, value) => {
    const refusal = refusalOf(plan(withApps(), "app", { extraLabels: { [name]: value } }));
    expect(refusal.fieldErrors).toHaveProperty([`extraLabels.${name}`]);
  });

  test("and waits for the integration", () => {
    expect(refusalOf(plan(untouched(), "app")).problem.code).toBe("teleport-not-found");
    expect(stateOf(untouched())).toMatchObject({ status: "waiting", summary: "waits for the integration" });
  });
});

describe("step 4 is done when Teleport lists the app with this integration and label", () => {
  test("so", () => {
    expect(stateOf(enrolled())).toMatchObject({ status: "done", summary: integrationName });
  });

  test.each([
    ["without the label", appServer({ labels: {} })],
    ["with another account's label", appServer({ labels: { aws_account_id: otherAccountId } })],
  ])("not %s", (_name, app) => {
    expect(stateOf(withApps(app))?.status).toBe("attention");
  });

  test("not without the app, and unknown without a listing", () => {
    expect(stateOf(withApps())?.status).toBe("open");
    expect(stateOf(enrolled([], { apps: unread() }))?.status).toBe("unknown");
  });
});

describe("whether a name is free is said only by an identity that sees every app", () => {
  const nameFree = (appLabels: Record<string, string[]>) => {
    const roles = seen([teleportRole("aws-access-app", { appLabels })]);
    return stateOf(enrolled([], { apps: seen([]), roles }))?.checks.find(({ id }) => id === "name-free")
      ?.verdict;
  };

  test("free with every label, unknown with a narrower role", () => {
    expect(nameFree({ "*": ["*"] })).toBe("ok");
    expect(nameFree({ aws_account_id: ["*"] })).toBe("unknown");
    expect(nameFree({ "*": ["prod"] })).toBe("unknown");
  });
});

describe("the page of step 4", () => {
  test("shows the guide's document under the guide's file name, before the app exists", () => {
    const view = appStepView(withApps());
    expect(view.fileName).toBe("acme-production_app_access.yaml");
    expect(view.hostId).toBeNull();
    const parsed = load(view.yaml) as { spec: { host_id: string; app: { metadata: { labels: object } } } };
    expect(parsed.spec.host_id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(parsed.spec.app.metadata.labels).toMatchObject({ aws_account_id: accountId });
    expect(appStepView(withApps()).yaml).toBe(view.yaml);
  });

  test("shows the app that exists", () => {
    const app = appServer({ publicAddr: "odd.teleport.acme.test" });
    expect(appStepView(withApps(app))).toMatchObject({
      hostId: app.hostId,
      publicAddr: "odd.teleport.acme.test",
      state: { state: "ok" },
      conflict: null,
    });
  });
});
