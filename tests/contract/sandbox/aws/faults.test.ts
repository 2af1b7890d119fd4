import {
  CreateRoleCommand,
  GetRoleCommand,
  ListRoleTagsCommand,
  ListRolesCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { beforeEach, describe, expect, it } from "vitest";
import type { AwsSandbox } from "#lib/sandbox/aws/server.ts";
import { accountId, answerTo, clientsFor, control, refused, startSandbox, trusting } from "./sandbox.ts";

const service = { Service: "ec2.amazonaws.com" };
let sandbox: AwsSandbox;
let iam: IAMClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  ({ iam } = clientsFor(sandbox));
  await iam.send(new CreateRoleCommand({ RoleName: "target", AssumeRolePolicyDocument: trusting(service) }));
});

const inject = (...rules: object[]) => control(sandbox, "POST", "faults", rules);
const list = () => iam.send(new ListRolesCommand({}));
const tag = (Value: string, RoleName = "target") =>
  iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: "k", Value }] }));

async function tagValue(): Promise<string | undefined> {
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: "target" }));
  return Tags?.[0]?.Value;
}

describe("faults", () => {
  it("throttle the calls that match, counted from when the rule was set", async () => {
    await list();
    await inject({ match: { action: "ListRoles", nth: 2, times: 2 }, fault: { kind: "throttle" } });
    const answers: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      await iam.send(new GetRoleCommand({ RoleName: "target" }));
      answers.push(await answerTo(list()));
    }
    expect(answers).toEqual(["accepted", "Throttling", "Throttling", "accepted"]);
  });

  it("hit once when only the number is given, always when nothing is, and one role when it is named", async () => {
    await inject({ match: { action: ["ListRoles"], nth: 1 }, fault: { kind: "throttle" } });
    expect([await answerTo(list()), await answerTo(list())]).toEqual(["Throttling", "accepted"]);
    await iam.send(new CreateRoleCommand({ RoleName: "other", AssumeRolePolicyDocument: trusting(service) }));
    await inject({ match: { roleName: "other" }, fault: { kind: "throttle" } });
    expect([await answerTo(tag("1", "other")), await answerTo(tag("1", "other"))]).toEqual([
      "Throttling",
      "Throttling",
    ]);
    expect(await answerTo(tag("1"))).toBe("accepted");
    await control(sandbox, "DELETE", "faults");
    expect(await answerTo(tag("1", "other"))).toBe("accepted");
  });

  it("answer with any error, before anything is done", async () => {
    const fault = { kind: "error", status: 500, code: "ServiceFailure", message: "down" };
    await inject({ match: { action: "TagRole", nth: 1 }, fault });
    await expect(tag("1")).rejects.toMatchObject(
      refused({ code: "ServiceFailure", status: 500, message: "down" }),
    );
    expect(await tagValue()).toBeUndefined();
  });

  it("drop the connection before or after the call is carried out", async () => {
    await inject({ match: { action: "TagRole", nth: 1 }, fault: { kind: "drop", when: "before" } });
    expect(await answerTo(tag("1"))).not.toBe("accepted");
    expect(await tagValue()).toBeUndefined();
    await inject({ match: { action: "TagRole", nth: 1 }, fault: { kind: "drop", when: "after" } });
    expect(await answerTo(tag("2"))).not.toBe("accepted");
    expect(await tagValue()).toBe("2");
  });

  it.each([
    ["before", undefined],
    ["after", "held"],
  ])("hold a call %s it is carried out, until released", async (when, seen) => {
    await inject({ match: { action: "TagRole", nth: 1 }, fault: { kind: "hold", when } });
    const answer = tag("held");
    await untilHeld(1);
    expect(await tagValue()).toBe(seen);
    await control(sandbox, "POST", "release");
    await answer;
    expect(await tagValue()).toBe("held");
  });

  it("let go of what they hold when they are cleared", async () => {
    await inject({ match: {}, fault: { kind: "hold", when: "before" } });
    const answer = tag("1");
    await untilHeld(1);
    await control(sandbox, "DELETE", "faults");
    expect(await answerTo(answer)).toBe("accepted");
  });

  it("delay an answer, and it still comes", async () => {
    await inject({ match: { action: "TagRole" }, fault: { kind: "delay", ms: 1 } });
    expect(await answerTo(tag("1"))).toBe("accepted");
  });

  it("hide a write from the next reads, in listings too", async () => {
    const late = { kind: "propagation", reads: 2 };
    await inject({ match: { action: ["TagRole", "CreateRole"] }, fault: late });
    await tag("new");
    expect([await tagValue(), await tagValue(), await tagValue()]).toEqual([undefined, undefined, "new"]);
    await iam.send(new CreateRoleCommand({ RoleName: "young", AssumeRolePolicyDocument: trusting(service) }));
    expect(await answerTo(iam.send(new GetRoleCommand({ RoleName: "young" })))).toBe("NoSuchEntityException");
    expect((await list()).Roles?.map((role) => role.RoleName)).toEqual(["target"]);
    expect((await list()).Roles?.map((role) => role.RoleName)).toEqual(["target", "young"]);
  });

  it("show the newest state to the next write, although reads are behind", async () => {
    await inject({ match: { action: "TagRole" }, fault: { kind: "propagation", reads: 1 } });
    await tag("one");
    await iam.send(new TagRoleCommand({ RoleName: "target", Tags: [{ Key: "second", Value: "x" }] }));
    await tagValue();
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: "target" }));
    expect(Tags?.map((entry) => entry.Key)).toEqual(["k", "second"]);
  });

  it("keep a new role from being a principal for a while", async () => {
    await inject({ match: { action: "CreateRole" }, fault: { kind: "propagation", reads: 0, writes: 2 } });
    await iam.send(
      new CreateRoleCommand({ RoleName: "caller", AssumeRolePolicyDocument: trusting(service) }),
    );
    const arn = `arn:aws:iam::${accountId}:role/caller`;
    const trust = () =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({ RoleName: "target", PolicyDocument: trusting({ AWS: arn }) }),
      );
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(trust()).rejects.toMatchObject(
        refused({
          code: "MalformedPolicyDocument",
          status: 400,
          message: `Invalid principal in policy: "AWS":"${arn}"`,
        }),
      );
    }
    expect(await answerTo(trust())).toBe("accepted");
  });

  it("let somebody else write first", async () => {
    const statement = {
      Sid: "Foreign",
      Effect: "Allow",
      Principal: { AWS: accountId },
      Action: "sts:AssumeRole",
    };
    await inject({
      match: { action: "GetRole", nth: 2 },
      fault: { kind: "concurrent-writer", accountId, roleName: "target", statement },
    });
    const sids = async () => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: "target" }));
      const document: { Statement: { Sid?: string }[] } = JSON.parse(
        decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""),
      );
      return document.Statement.map((entry) => entry.Sid);
    };
    expect(await sids()).toEqual([undefined]);
    expect(await sids()).toEqual([undefined, "Foreign"]);
    expect(await sids()).toEqual([undefined, "Foreign"]);
  });

  it("are refused when they make no sense", async () => {
    const post = (body: string) =>
      fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", headers: { "x-sandbox": "1" }, body });
    const wrong = ["{", "[{}]", '[{"match":{"acton":"x"},"fault":{"kind":"throttle"}}]'];
    const answers = await Promise.all(wrong.map(async (body) => (await post(body)).status));
    expect(answers).toEqual([400, 400, 400]);
  });

  /** Asks until a request waits: each question is a round trip, so this neither sleeps nor spins. */
  async function untilHeld(count: number): Promise<void> {
    const { held } = (await control(sandbox, "GET", "faults")) as { held: number };
    if (held < count) await untilHeld(count);
  }
});

describe("the control paths", () => {
  it.each([
    ["GET", "faults"],
    ["POST", "faults"],
    ["DELETE", "faults"],
    ["POST", "release"],
    ["GET", "requests"],
    ["POST", "account"],
  ])("%s /_sandbox/%s is not there without its header", async (method, path) => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, { method });
    expect(response.status).toBe(404);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});
