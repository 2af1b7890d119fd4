import { describe, expect, test } from "vitest";
import { newEnrollmentView } from "#lib/domain/enrollment/new-enrollment-view.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { EnrollmentOverview } from "#lib/domain/enrollment/overview.ts";
import { awsIdentity } from "../../../support/observation/aws.ts";
import { accountId, otherAccountId } from "../../../support/observation/names.ts";
import { draft, seen, unread } from "../../../support/observation/observation.ts";
import { overview } from "../../../support/observation/overview.ts";
import { cluster, integration, issuer, teleportIdentity } from "../../../support/observation/teleport.ts";

const check = (over: Partial<EnrollmentOverview>, id: string) =>
  newEnrollmentView(overview(over)).checks.find((one) => one.id === id);

describe("what the guide asks for first", () => {
  test("all well: an enrollment can be begun", () => {
    const view = newEnrollmentView(overview());
    expect(view.canStart).toBe(true);
    expect(view.checks.filter(({ verdict }) => verdict !== "ok")).toEqual([]);
    expect(view).toMatchObject({ account: { accountId }, partition: "aws", partitionWarning: null });
  });

  test.each<[string, Partial<EnrollmentOverview>]>([
    ["cluster", { cluster: unread("teleport-unreachable") }],
    ["version", { cluster: seen(cluster({ serverVersion: "15.4.2" })) }],
    ["issuer", { issuer: seen(issuer({ url: "https://old.acme.test" })) }],
    ["teleport-identity", { identity: unread("teleport-identity-missing") }],
    ["identity-valid", { identity: seen(teleportIdentity({ expiresAt: "2026-11-22T09:59:59Z" })) }],
    ["integrations", { integrations: unread("teleport-access-denied") }],
    ["aws", { aws: unread("aws-credentials-missing") }],
  ])("%s keeps it from being begun", (id, over) => {
    expect(["bad", "unknown"]).toContain(check(over, id)?.verdict);
    expect(newEnrollmentView(overview(over)).canStart).toBe(false);
  });

  test.each<[string, Partial<EnrollmentOverview>]>([
    ["tls-routing", { cluster: seen(cluster({ tlsRouting: false })) }],
    ["port", { cluster: seen(cluster({ publicAddress: "teleport.acme.test:3080" })) }],
    ["teleport-identity", { identity: seen(teleportIdentity({ isBot: false, userName: "admin" })) }],
    ["identity-valid", { identity: seen(teleportIdentity({ notRenewed: true })) }],
    ["partition", { aws: seen(awsIdentity({ partition: "aws-us-gov" })) }],
  ])("%s is a warning", (id, over) => {
    expect(check(over, id)?.verdict).toBe("warn");
    expect(newEnrollmentView(overview(over)).canStart).toBe(true);
  });

  test("both issuers are shown where they differ", () => {
    const evidence = check({ issuer: seen(issuer({ url: "https://old.acme.test" })) }, "issuer")?.evidence;
    expect(evidence).toContain("https://old.acme.test");
    expect(evidence).toContain("https://teleport.acme.test");
  });

  test("another partition is explained", () => {
    const view = newEnrollmentView(overview({ aws: seen(awsIdentity({ partition: "aws-cn" })) }));
    expect(view.partitionWarning).toContain("52383");
  });
});

describe("suggested names", () => {
  const suggested = (over: Partial<EnrollmentOverview>) => {
    const { suggestedName, suggestedRoleName, takenNames } = newEnrollmentView(overview(over));
    return { suggestedName, suggestedRoleName, takenNames };
  };

  test("come from the account, and are free", () => {
    expect(suggested({})).toEqual({
      suggestedName: `aws-${accountId}`,
      suggestedRoleName: "teleport-integration",
      takenNames: [],
    });
    expect(suggested({ profiles: [defaultProfile(accountId, "Acmé Production (EU)")] }).suggestedName).toBe(
      "acme-production-eu",
    );
  });

  test("never clash with an integration or a draft", () => {
    const names = suggested({
      profiles: [defaultProfile(accountId, "Acme Production")],
      integrations: seen([integration()]),
      drafts: [{ ...draft, integration: "acme-production-2" }],
    });
    expect(names).toEqual({
      suggestedName: "acme-production-3",
      suggestedRoleName: "teleport-acme-production-3",
      takenNames: ["acme-production", "acme-production-2"],
    });
  });

  test.each(["true", "42", "日本", "---"])("a display name that gives no name: %s", (name) => {
    expect(suggested({ profiles: [defaultProfile(accountId, name)] }).suggestedName).toMatch(/^aws-|^[a-z]/);
    expect(suggested({ profiles: [defaultProfile(accountId, name)] }).suggestedName).not.toBe("true");
  });
});

describe("integrations made elsewhere", () => {
  const adoptable = (over: Partial<EnrollmentOverview>) => newEnrollmentView(overview(over)).adoptable;
  const elsewhere = integration({ roleArn: `arn:aws:iam::${otherAccountId}:role/teleport` });

  test("in the app's own account need nothing first", () => {
    expect(adoptable({ integrations: seen([integration()]) })).toEqual([
      {
        integration: "acme-production",
        roleArn: integration().roleArn,
        accountId,
        needsAccessRole: null,
        refusal: null,
      },
    ]);
  });

  test("in another account need a role there", () => {
    const [view] = adoptable({ integrations: seen([elsewhere]) });
    expect(view?.needsAccessRole).toEqual({
      suggestedRoleArn: `arn:aws:iam::${otherAccountId}:role/aws-access-for-teleport`,
    });
  });

  test("are not offered twice, nor those of other clouds", () => {
    expect(
      adoptable({ integrations: seen([integration()]), profiles: [defaultProfile(accountId, "A")] }),
    ).toEqual([]);
    expect(adoptable({ integrations: seen([integration({ subKind: "azure-oidc" })]) })).toEqual([]);
  });

  test("of Identity Center, of another partition or without a role say why not", () => {
    const refusals = [
      integration({ audience: "aws-identity-center" }),
      integration({ roleArn: `arn:aws-cn:iam::${otherAccountId}:role/t` }),
      integration({ roleArn: "broken" }),
    ].map((one) => adoptable({ integrations: seen([one]) })[0]?.refusal);
    expect(refusals).toEqual([
      expect.stringContaining("Identity Center"),
      expect.stringContaining("aws-cn"),
      expect.stringContaining("does not name an IAM role"),
    ]);
  });
});
