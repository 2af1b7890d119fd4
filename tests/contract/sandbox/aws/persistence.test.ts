import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerTo, assume, clientsFor, developmentAccessArn, startSandbox, trusting } from "./sandbox.ts";

const killable = fileURLToPath(new URL("./killable.ts", import.meta.url));

let folder: string;
let statePath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aws-sandbox-"));
  statePath = join(folder, "state", "aws.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const trust = trusting({ Service: "ec2.amazonaws.com" });
const create = (RoleName: string) => new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust });
const get = (RoleName: string) => new GetRoleCommand({ RoleName });

it("keeps roles, credentials and sessions over a restart", async () => {
  const first = await startSandbox({ statePath });
  const { iam, sts } = clientsFor(first);
  const created = await iam.send(create("kept"));
  await iam.send(create("gone"));
  await iam.send(new DeleteRoleCommand({ RoleName: "gone" }));
  const session = await assume(sts, developmentAccessArn);
  await first.close();
  const second = await startSandbox({ statePath });
  expect(second.credentials).toEqual(first.credentials);
  const again = clientsFor(second);
  expect((await again.iam.send(get("kept"))).Role?.RoleId).toBe(created.Role?.RoleId);
  expect(await answerTo(again.iam.send(get("gone")))).toBe("NoSuchEntityException");
  const identity = await clientsFor(second, session).sts.send(new GetCallerIdentityCommand({}));
  expect(identity.Account).toBe("210987654321");
});

it("keeps its files to their owner", async () => {
  const sandbox = await startSandbox({ statePath });
  await clientsFor(sandbox).iam.send(create("kept"));
  const modes = [statePath, `${statePath}.journal`, join(folder, "state")].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o600, 0o600, 0o700]);
});

it("loses no write that it acknowledged when it is killed", async () => {
  const child = spawn(process.execPath, [killable, statePath], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
  });
  const sandbox = JSON.parse(line) as Awaited<ReturnType<typeof startSandbox>>;
  const { iam } = clientsFor(sandbox);
  await iam.send(create("kept"));
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      iam.send(new TagRoleCommand({ RoleName: "kept", Tags: [{ Key: `k${index}`, Value: "v" }] })),
    ),
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  const { Role } = await clientsFor(await startSandbox({ statePath })).iam.send(get("kept"));
  expect(Role?.Tags).toHaveLength(40);
});

it("drops a line that was being written when the process died, and only that", async () => {
  const first = await startSandbox({ statePath });
  const { iam } = clientsFor(first);
  await iam.send(create("whole"));
  const whole = statSync(`${statePath}.journal`).size;
  await iam.send(create("torn"));
  await first.close();
  truncateSync(`${statePath}.journal`, whole + 20);
  const { iam: again } = clientsFor(await startSandbox({ statePath }));
  expect(await answerTo(again.send(get("whole")))).toBe("accepted");
  expect(await answerTo(again.send(get("torn")))).toBe("NoSuchEntityException");
});

it("says what to do about a state that it can't read", async () => {
  const first = await startSandbox({ statePath });
  await first.close();
  writeFileSync(statePath, readFileSync(statePath, "utf8").slice(0, 100));
  await expect(startSandbox({ statePath })).rejects.toThrow(/npm run sandbox:reset clears it/);
});

it("writes one line per change, however many roles there are", async () => {
  const { iam } = clientsFor(await startSandbox({ statePath, seed: "company", extraRoles: 5000 }));
  await iam.send(new TagRoleCommand({ RoleName: "Developer", Tags: [{ Key: "k", Value: "v" }] }));
  expect(readFileSync(`${statePath}.journal`, "utf8").trimEnd().split("\n")).toHaveLength(1);
});

it("leaves the state alone when its port is taken", async () => {
  const first = await startSandbox({ statePath });
  const { iam } = clientsFor(first);
  await iam.send(create("before"));
  await expect(startSandbox({ statePath, port: first.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await iam.send(create("after"));
  await first.close();
  const { iam: again } = clientsFor(await startSandbox({ statePath }));
  const answers = [await answerTo(again.send(get("before"))), await answerTo(again.send(get("after")))];
  expect(answers).toEqual(["accepted", "accepted"]);
});
