import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";

import {
  appIdentityBotYaml,
  appIdentityRoleYaml,
  appIdentityTctlLines,
  appVisibilityWords,
  identityFilePath,
  tbotLines,
  tbotYaml,
} from "#lib/domain/teleport/app-identity.ts";
import { auditLogWords, teleportPermissions } from "#lib/domain/teleport/app-permissions.ts";

const roleDocument = z.object({
  version: z.string(),
  spec: z.object({
    allow: z.strictObject({
      app_labels: z.record(z.string(), z.string()),
      rules: z.array(z.object({ resources: z.array(z.string()), verbs: z.array(z.string()) })),
    }),
  }),
});

describe("the app's own Teleport role", () => {
  test("allows exactly the permissions that the app lists, no ARN and no login", () => {
    const role = roleDocument.parse(load(appIdentityRoleYaml("every-app")));
    const allowed = role.spec.allow.rules.flatMap(({ resources, verbs }) =>
      resources.flatMap((kind) => verbs.map((verb) => `${kind} ${verb}`)),
    );
    expect(allowed).toEqual(teleportPermissions.map(({ kind, verb }) => `${kind} ${verb}`));
    expect(role.version).toBe("v7");
  });

  test("reads the audit log only where that is asked for, and then nothing but that more", () => {
    const rulesOf = (yaml: string) => roleDocument.parse(load(yaml)).spec.allow.rules;
    const usual = rulesOf(appIdentityRoleYaml("every-app"));
    expect(usual.flatMap(({ resources }) => resources)).not.toContain("event");
    expect(rulesOf(appIdentityRoleYaml("every-app", { auditLog: true }))).toEqual([
      ...usual,
      { resources: ["event"], verbs: ["list", "read"] },
    ]);
    expect(auditLogWords).toContain("every event of the cluster");
  });

  test("sees every app, or AWS apps only, and says what that means", () => {
    const labelsOf = (yaml: string) => roleDocument.parse(load(yaml)).spec.allow.app_labels;
    expect(labelsOf(appIdentityRoleYaml("every-app"))).toEqual({ "*": "*" });
    expect(labelsOf(appIdentityRoleYaml("aws-apps"))).toEqual({ aws_account_id: "*" });
    expect(appVisibilityWords["aws-apps"]).toContain("unknown, never free");
  });

  test("every permission has a purpose, and none is listed twice", () => {
    const keys = teleportPermissions.map(({ kind, verb }) => `${kind} ${verb}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(teleportPermissions.filter(({ purpose }) => purpose === "")).toEqual([]);
  });
});

describe("the bot", () => {
  const commandsFor = (version: string) =>
    appIdentityTctlLines("every-app", version)
      .split("\n")
      .filter((line) => line.startsWith("tctl"));

  test("holds that role and no other", () => {
    expect(load(appIdentityBotYaml())).toEqual({
      kind: "bot",
      metadata: { name: "aws-access-for-teleport" },
      spec: { roles: ["aws-access-for-teleport"] },
      version: "v1",
    });
  });

  test("tctl makes the role, then the bot, then prints its token", () => {
    expect(commandsFor("17.0.1")).toEqual([
      "tctl create -f aws-access-for-teleport-role.yaml",
      "tctl create -f aws-access-for-teleport-bot.yaml",
      "tctl bots instances add aws-access-for-teleport",
    ]);
  });

  test.each(["16.5.3", ""])(
    "before Teleport 17 (%j) a bot that exists gets no token: the line that makes it prints one",
    (version) => {
      expect(commandsFor(version)).toEqual([
        "tctl create -f aws-access-for-teleport-role.yaml",
        "tctl bots add aws-access-for-teleport --roles=aws-access-for-teleport",
      ]);
    },
  );
});

describe("Machine ID", () => {
  const plan = {
    proxyAddress: "teleport.example.com:443",
    serverVersion: "18.2.0",
    storageFolder: "/var/lib/teleport/bot",
    identityFolder: "/opt/aws access/",
  };
  const identity = { type: "identity", destination: { type: "directory", path: "/opt/aws access/" } };

  test("writes an identity file, renewed in time", () => {
    expect(load(tbotYaml(plan))).toEqual({
      version: "v2",
      proxy_server: "teleport.example.com:443",
      onboarding: { join_method: "token", token: "REPLACE-WITH-THE-TOKEN" },
      storage: { type: "directory", path: "/var/lib/teleport/bot" },
      services: [identity],
      credential_ttl: "1h",
      renewal_interval: "20m",
    });
    expect(identityFilePath(plan.identityFolder)).toBe("/opt/aws access/identity");
  });

  test("before Teleport 17 the identity is an output, not a service", () => {
    expect(load(tbotYaml({ ...plan, serverVersion: "16.4.0" }))).toMatchObject({ outputs: [identity] });
  });

  test("its lines write the configuration and start it", () => {
    expect(tbotLines(plan)).toBe(`cat > tbot.yaml <<'EOF'\n${tbotYaml(plan)}EOF\ntbot start -c tbot.yaml\n`);
  });
});
