import { describe, expect, test } from "vitest";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { defaultProfile } from "#lib/domain/enrollment/account-profile.ts";
import type { AccountProfile, EnrollmentDraft } from "#lib/domain/enrollment/observation.ts";
import { AppError, type ErrorCode } from "#lib/domain/errors.ts";
import { observe, type ObserveDeps } from "#lib/enrollment/observe.ts";
import type {
  AccountStore,
  AwsAccountPort,
  AwsPort,
  DraftStore,
  TeleportPort,
} from "#lib/enrollment/ports.ts";
import {
  awsIdentity,
  awsRole,
  integrationRole,
  oidcProvider,
  roleScan,
} from "../../support/observation/aws.ts";
import {
  accountId,
  at,
  integrationName,
  integrationRoleArn,
  integrationRoleName,
  otherAccountId,
} from "../../support/observation/names.ts";
import { draft } from "../../support/observation/observation.ts";
import {
  appAddress,
  appServer,
  cluster,
  integration,
  issuer,
  ping,
  teleportIdentity,
  teleportRole,
  teleportUser,
} from "../../support/observation/teleport.ts";
import { partialPort } from "../../support/ports/partial-port.ts";

const accepted = {
  accountId,
  roleArn: integrationRoleArn,
  condition: "trust-1",
  by: "alice",
  at: "2026-11-21T09:00:00.000Z",
};

interface World {
  roles: readonly AwsRole[];
  drafts: readonly EnrollmentDraft[];
  teleport: Partial<TeleportPort>;
  account: Partial<AwsAccountPort>;
  named: readonly string[];
  profile: AccountProfile;
}

function refuse(code: ErrorCode): () => Promise<never> {
  return () => Promise.reject(new AppError({ code, what: "No.", why: "A test.", remedy: "None." }));
}

/** Everything exists, as after step 2; what a test overrides is different. */
function world(over: Partial<World> = {}) {
  const asked: string[] = [];
  const roles = over.roles ?? [integrationRole()];
  const account = partialPort<AwsAccountPort>("account", {
    accountId,
    partition: "aws",
    identity: () => Promise.resolve(awsIdentity()),
    scanRoles: () => {
      asked.push("scan");
      return Promise.resolve(roleScan(roles));
    },
    getRole: (arn) => {
      asked.push(`role ${arn}`);
      return Promise.resolve(roles.find((role) => role.arn === arn) ?? null);
    },
    getOidcProvider: (arn) => {
      asked.push(`provider ${arn}`);
      return Promise.resolve(oidcProvider({ arn }));
    },
    ...over.account,
  });
  const teleport = partialPort<TeleportPort>("teleport", {
    cluster: () => Promise.resolve(cluster()),
    identity: () => Promise.resolve(teleportIdentity()),
    issuer: () => Promise.resolve(issuer()),
    appAddress: (host) => Promise.resolve(appAddress({ host })),
    listIntegrations: () => Promise.resolve([integration()]),
    getIntegration: () => Promise.resolve(integration()),
    listApps: () => Promise.resolve([appServer()]),
    listRoles: () => Promise.resolve([teleportRole("access")]),
    listUsers: () => Promise.resolve([teleportUser("alice")]),
    launchLog: () => Promise.resolve({ launches: [], since: "2026-11-15T10:00:00.000Z" }),
    locks: () => Promise.resolve([]),
    ping: (target) => {
      asked.push(`ping ${JSON.stringify(target)}`);
      return Promise.resolve(ping());
    },
    ...over.teleport,
  });
  const opened: Parameters<AwsPort["account"]>[0][] = [];
  const aws = partialPort<AwsPort>("aws", {
    identity: () => Promise.resolve(awsIdentity({ accountId: otherAccountId })),
    account: (profile) => {
      opened.push(profile);
      return account;
    },
  });
  const deps: ObserveDeps = {
    aws,
    teleport,
    clock: { now: () => new Date(at), sleep: () => Promise.reject(new Error("No waiting here")) },
    accounts: partialPort<AccountStore>("accounts", { find: () => Promise.resolve(over.profile ?? null) }),
    roleLists: { find: () => Promise.resolve(over.named ?? []) },
    drafts: partialPort<DraftStore>("drafts", { list: () => Promise.resolve(over.drafts ?? []) }),
    journal: { accepted: () => Promise.resolve([accepted]) },
  };
  return { deps, asked, opened };
}

const notYet = { getIntegration: () => Promise.resolve(null), listIntegrations: () => Promise.resolve([]) };

describe("an enrollment that Teleport knows", () => {
  test("is read whole, with the time of each part", async () => {
    const { deps } = world();
    const o = await observe(deps, integrationName);
    const { draft: none, former, profile, named, locksUnread, integrationName: name, ...rest } = o;
    const { accepted: kept, ...parts } = rest;
    expect(named).toBeNull();
    expect([none, former, locksUnread]).toEqual([null, undefined, undefined]);
    expect(name).toBe(integrationName);
    expect(profile).toMatchObject({ accountId, displayName: integrationName });
    expect(kept).toEqual([accepted]);
    expect(Object.values(parts).map((part) => [part.ok, part.at])).toEqual(
      Object.keys(parts).map(() => [true, at]),
    );
  });

  test("opens the account that the integration's role is in, not the draft's", async () => {
    const { deps, opened } = world({ drafts: [{ ...draft, accountId: otherAccountId }] });
    await observe(deps, integrationName);
    expect(opened).toMatchObject([{ accountId, partition: "aws" }]);
  });

  test("is read with the app's own identity, where another account is reached through a role", async () => {
    const accessRoleArn = `arn:aws:iam::${accountId}:role/aws-access`;
    const profile = { ...defaultProfile(accountId, "Acme"), accessRoleArn };
    const { ownAws, aws } = await observe(world({ profile }).deps, integrationName);
    expect(ownAws).toMatchObject({ ok: true, value: { accountId: otherAccountId } });
    expect(aws).toMatchObject({ ok: true, value: { accountId } });
    expect(await observe(world().deps, integrationName)).not.toHaveProperty("ownAws");
  });

  test("has the locks in force in its people's state, and says where locks can't be read", async () => {
    const [alice, bob, carol] = ["alice", "bob", "carol"].map((user) =>
      teleportUser(user, { roles: [`${user}-role`] }),
    );
    const listUsers = () => Promise.resolve([alice!, bob!, carol!]);
    const lockedIn = async (locks: TeleportPort["locks"]) => {
      const { users, locksUnread } = await observe(
        world({ teleport: { listUsers, locks } }).deps,
        integrationName,
      );
      if (!users.ok) throw new Error(users.problem.what);
      return [users.value.filter(({ locked }) => locked).map((user) => user.name), locksUnread];
    };
    const byUser = { user: "alice", role: "" };
    const byRole = { user: "", role: "bob-role" };
    expect(await lockedIn(() => Promise.resolve([byUser, byRole]))).toEqual([["alice", "bob"], undefined]);
    expect(await lockedIn(() => Promise.resolve(null))).toEqual([[], true]);
    expect(await lockedIn(refuse("teleport-unknown"))).toEqual([[], true]);
  });

  test("is pinged by its name", async () => {
    const { deps, asked } = world();
    await observe(deps, integrationName);
    expect(asked).toContain(`ping {"integration":"${integrationName}"}`);
  });

  test("with its issuer in S3 has its provider there, even while the cluster's issuer can't be read", async () => {
    const old = integration({ issuerS3Uri: "s3://acme-oidc/teleport/" });
    const { deps, asked } = world({
      teleport: { getIntegration: () => Promise.resolve(old), issuer: refuse("teleport-unreachable") },
    });
    const o = await observe(deps, integrationName);
    expect(asked).toContain(
      `provider arn:aws:iam::${accountId}:oidc-provider/acme-oidc.s3.amazonaws.com/teleport`,
    );
    expect(o.issuer.ok).toBe(false);
    expect(o.provider.ok).toBe(true);
  });

  test("whose role was moved to another path is found all the same", async () => {
    const moved = awsRole(integrationRoleName, { path: "/moved/" });
    const { deps } = world({ roles: [moved] });
    const o = await observe(deps, integrationName);
    expect(o.integrationRole).toMatchObject({ ok: true, value: { arn: moved.arn } });
  });
});

describe("a draft", () => {
  test("finds an existing role of its name under any path and in any spelling", async () => {
    const existing = awsRole("Teleport-Integration", { path: "/platform/" });
    const { deps, asked } = world({ roles: [existing], drafts: [draft], teleport: notYet });
    const o = await observe(deps, integrationName);
    expect(o.integrationRole).toMatchObject({ ok: true, value: { arn: existing.arn } });
    expect(asked).toContain(`ping {"roleArn":"${existing.arn}"}`);
  });

  test("without a role has nothing to ping", async () => {
    const { deps, asked } = world({ roles: [], drafts: [draft], teleport: notYet });
    const o = await observe(deps, integrationName);
    expect(o.integrationRole).toMatchObject({ ok: true, value: null });
    expect(o.ping).toMatchObject({ ok: true, value: null });
    expect(asked.filter((question) => question.startsWith("ping"))).toEqual([]);
  });

  test("looks for its role by the plain name where the roles could not be scanned", async () => {
    const { deps, asked } = world({
      drafts: [draft],
      teleport: notYet,
      account: { scanRoles: refuse("aws-access-denied") },
    });
    const o = await observe(deps, integrationName);
    expect(asked).toContain(`role ${integrationRoleArn}`);
    expect(o.scan.ok).toBe(false);
    expect(o.integrationRole.ok).toBe(true);
  });

  test("gives the account its name until somebody describes it", async () => {
    const { deps } = world({ drafts: [draft], teleport: notYet });
    expect((await observe(deps, integrationName)).profile.displayName).toBe("Acme Production");
  });
});

describe("each part fails alone", () => {
  test.each([
    "cluster",
    "identity",
    "issuer",
    "listIntegrations",
    "listApps",
    "appAddress",
    "listRoles",
    "listUsers",
    "launchLog",
    "ping",
  ] as const)("teleport.%s", async (method) => {
    const { deps } = world({ teleport: { [method]: refuse("teleport-access-denied") } });
    const {
      draft: _draft,
      profile: _profile,
      accepted: _accepted,
      named: _named,
      integrationName: _name,
      former: _former,
      locksUnread: _locksUnread,
      ...parts
    } = await observe(deps, integrationName);
    const failed = Object.values(parts).filter((part) => !part.ok);
    // Without the issuer the provider has no name to be asked for; without cluster and apps the app's address has none.
    expect(failed).toHaveLength(["issuer", "cluster", "listApps"].includes(method) ? 2 : 1);
    expect(failed.every((part) => !part.ok && part.problem.code === "teleport-access-denied")).toBe(true);
  });

  test.each(["identity", "scanRoles", "getRole", "getOidcProvider"] as const)(
    "account.%s",
    async (method) => {
      const { deps } = world({ account: { [method]: refuse("aws-access-denied") } });
      const o = await observe(deps, integrationName);
      const parts = [o.aws, o.scan, o.integrationRole, o.provider];
      expect(parts.filter((part) => !part.ok)).toHaveLength(1);
    },
  );

  test("a cluster that can't be reached leaves the draft's account readable", async () => {
    const { deps } = world({
      drafts: [draft],
      teleport: { getIntegration: refuse("teleport-unreachable") },
    });
    const o = await observe(deps, integrationName);
    expect(o.integration.ok).toBe(false);
    expect(o.ping).toMatchObject({ ok: false, problem: { code: "teleport-unreachable" } });
    expect(o.scan.ok).toBe(true);
  });

  test("a fault of the program is no problem of the account: it is thrown", async () => {
    const { deps } = world({ account: { scanRoles: () => Promise.reject(new TypeError("bug")) } });
    await expect(observe(deps, integrationName)).rejects.toThrow("bug");
  });
});

describe("where not even the account is known", () => {
  test("a name that nothing holds is not found", async () => {
    const { deps } = world({ teleport: notYet });
    await expect(observe(deps, "nobody")).rejects.toMatchObject({ code: "not-found" });
  });

  test("an integration without an IAM role is not found either", async () => {
    const github = integration({ subKind: "github", roleArn: "" });
    const { deps } = world({ teleport: { getIntegration: () => Promise.resolve(github) } });
    await expect(observe(deps, integrationName)).rejects.toMatchObject({ code: "not-found" });
  });

  test("a cluster that can't be reached says so", async () => {
    const { deps } = world({ teleport: { getIntegration: refuse("teleport-unreachable") } });
    await expect(observe(deps, integrationName)).rejects.toMatchObject({ code: "teleport-unreachable" });
  });
});

test("the scan is left out where it is not wanted, and says so", async () => {
  const { deps, asked } = world();
  const o = await observe(deps, integrationName, { scan: false });
  expect(asked).not.toContain("scan");
  expect(o.scan.ok).toBe(false);
});
