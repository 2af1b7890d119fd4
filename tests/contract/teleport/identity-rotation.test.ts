import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { VirtualClock } from "../../support/ports/virtual-clock.ts";
import { callCounts, openSandboxCluster } from "./sandbox-cluster.ts";
import type { SandboxCluster } from "./sandbox-cluster.ts";

let cluster: SandboxCluster;
let dir: string;
let identityFile: string;

beforeAll(async () => {
  cluster = await openSandboxCluster();
});
beforeEach(async () => {
  await cluster.reset();
  dir = mkdtempSync(join(tmpdir(), "identity-"));
  identityFile = join(dir, "identity");
  copyFileSync(cluster.sandbox.identityFile, identityFile);
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
afterAll(() => cluster.close());

const issue = (user: string, ttlSeconds = 3600) => cluster.control("POST", "identity", { user, ttlSeconds });

function open() {
  const clock = new VirtualClock(new Date().toISOString());
  return { clock, teleport: cluster.open({ identityFile, clock }) };
}

async function held(): Promise<number> {
  return (JSON.parse(await cluster.control("GET", "faults")) as { held: number }).held;
}

describe("when the identity file is rewritten", () => {
  test("the next call uses the new identity, within a second", async () => {
    const { clock, teleport } = open();
    expect((await teleport.identity()).userName).toBe("bot-aws-access");
    writeFileSync(identityFile, await issue("bot-ci"));
    clock.advance(1_000);
    expect((await teleport.identity()).userName).toBe("bot-ci");
  });

  test("a hundred calls under way finish on the session that they began on", async () => {
    const { clock, teleport } = open();
    await teleport.identity();
    await cluster.fault("ListRoles", { kind: "hold", when: "before" }, { nth: 1, times: 100 });
    const underWay = Array.from({ length: 100 }, () => teleport.listRoles());
    await vi.waitFor(async () => {
      expect(await held()).toBe(100);
    });
    writeFileSync(identityFile, await issue("bot-aws-access"));
    clock.advance(1_000);
    expect((await teleport.listIntegrations()).length).toBeGreaterThan(0);
    await cluster.control("POST", "release");
    for (const roles of await Promise.all(underWay)) expect(roles.length).toBeGreaterThan(5);
  });

  test("none of many concurrent calls fails over many rewrites, half-written ones included", async () => {
    const { clock, teleport } = open();
    await teleport.identity();
    await cluster.reset();
    const results: Promise<unknown>[] = [];
    for (let rewrite = 0; rewrite < 12; rewrite += 1) {
      const text = await issue("bot-aws-access");
      for (let call = 0; call < 5; call += 1) results.push(teleport.listIntegrations(), teleport.listRoles());
      writeFileSync(identityFile, rewrite % 3 === 0 ? text.slice(0, text.length / 2) : text);
      clock.advance(1_000);
      for (let call = 0; call < 5; call += 1) results.push(teleport.getRole("access"), teleport.listApps());
    }
    const settled = await Promise.allSettled(results);
    expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
    expect((await callCounts(cluster)).total).toBe(12 * 20);
  });
});

describe("the identity before it stays", () => {
  test.each([
    ["empty", () => ""],
    ["cut within the key", (text: string) => text.slice(0, 100)],
    ["cut within the certificate", (text: string) => text.slice(0, text.indexOf("CERTIFICATE") + 60)],
    [
      "without its authorities",
      (text: string) => text.slice(0, text.indexOf("-----END CERTIFICATE-----") + 26),
    ],
    ["not an identity", () => "<html>"],
  ])("while the file is %s", async (_what, spoil) => {
    const { clock, teleport } = open();
    await teleport.identity();
    const good = await issue("bot-ci");
    writeFileSync(identityFile, spoil(good));
    clock.advance(1_000);
    expect((await teleport.identity()).userName).toBe("bot-aws-access");
    writeFileSync(identityFile, good);
    clock.advance(1_000);
    expect((await teleport.identity()).userName).toBe("bot-ci");
  });

  test("while the file is gone, and while key and certificate do not belong together", async () => {
    const { clock, teleport } = open();
    await teleport.identity();
    rmSync(identityFile);
    clock.advance(1_000);
    expect((await teleport.identity()).userName).toBe("bot-aws-access");
    const [a, b] = [await issue("bot-ci"), await issue("bot-ci")];
    const endOfKey = a.indexOf("-----END PRIVATE KEY-----");
    writeFileSync(identityFile, a.slice(0, endOfKey) + b.slice(b.indexOf("-----END PRIVATE KEY-----")));
    clock.advance(1_000);
    expect((await teleport.identity()).userName).toBe("bot-aws-access");
  });
});

describe("an identity", () => {
  test("that never was there is missing, and found as soon as it is", async () => {
    rmSync(identityFile);
    const { teleport } = open();
    await expect(teleport.listRoles()).rejects.toMatchObject({
      code: "teleport-identity-missing",
      problem: { evidence: identityFile },
    });
    copyFileSync(cluster.sandbox.identityFile, identityFile);
    expect((await teleport.listRoles()).length).toBeGreaterThan(5);
  });

  test("that is half-written from the start is invalid, in words and without its key", async () => {
    const text = readFileSync(identityFile, "utf8");
    writeFileSync(identityFile, text.slice(0, 120));
    const error: unknown = await open()
      .teleport.listRoles()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "teleport-identity-invalid" });
    expect(JSON.stringify(error)).not.toContain(text.slice(60, 100));
  });

  test("that expired is told with the time, and nothing is sent", async () => {
    writeFileSync(identityFile, await issue("bot-aws-access", -60));
    await expect(open().teleport.listRoles()).rejects.toMatchObject({
      code: "teleport-identity-expired",
      problem: {
        what: expect.stringMatching(/^The Teleport identity of bot-aws-access expired at 2/) as unknown,
      },
    });
    expect((await callCounts(cluster)).total).toBe(0);
  });

  test("is not renewed when its file has not changed for two thirds of its life", async () => {
    const { clock, teleport } = open();
    expect((await teleport.identity()).notRenewed).toBe(false);
    const writtenAt = new Date(clock.now().getTime() - 45 * 60_000);
    utimesSync(identityFile, writtenAt, writtenAt);
    clock.advance(1_000);
    expect((await teleport.identity()).notRenewed).toBe(true);
  });
});
