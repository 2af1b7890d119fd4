import { CreateRoleCommand, ListRolesCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { expect, it } from "vitest";
import { answerTo, appUserArn, clientsFor, control, startSandbox, trusting } from "./sandbox.ts";

it("logs who asked what and counts writes, without secrets", async () => {
  const sandbox = await startSandbox();
  const { iam, sts } = clientsFor(sandbox);
  const AssumeRolePolicyDocument = trusting({ Service: "ec2.amazonaws.com" });
  await iam.send(new CreateRoleCommand({ RoleName: "target", AssumeRolePolicyDocument }));
  await iam.send(new ListRolesCommand({}));
  await answerTo(iam.send(new TagRoleCommand({ RoleName: "missing", Tags: [] })));
  await answerTo(
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: "arn:aws:iam::123456789012:role/target",
        RoleSessionName: "ping",
        WebIdentityToken: "very.secret.token",
      }),
    ),
  );
  const log = (await control(sandbox, "GET", "requests")) as { requests: object[]; counters: object };
  expect(log.counters).toEqual({
    total: 4,
    writes: 2,
    reads: 2,
    byAction: { CreateRole: 1, ListRoles: 1, TagRole: 1, AssumeRoleWithWebIdentity: 1 },
  });
  const mine = { account: "123456789012", principalArn: appUserArn };
  expect(log.requests).toMatchObject([
    { action: "CreateRole", ...mine, params: { RoleName: "target" }, status: 200, code: null, write: true },
    { action: "ListRoles", ...mine, status: 200, write: false },
    { action: "TagRole", status: 404, code: "NoSuchEntity", write: true },
    { action: "AssumeRoleWithWebIdentity", account: null, principalArn: null, status: 400, write: false },
  ]);
  expect(JSON.stringify(log)).not.toContain("very.secret");
  await control(sandbox, "DELETE", "requests");
  expect(await control(sandbox, "GET", "requests")).toMatchObject({ requests: [], counters: { total: 0 } });
});
