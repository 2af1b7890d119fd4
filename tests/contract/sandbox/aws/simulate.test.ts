import {
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { accountId, actAs, appUserArn, clientsFor, policy, refused, startSandbox } from "./sandbox.ts";

const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

describe("SimulatePrincipalPolicy", () => {
  it("evaluates the principal's own policies, for each action and resource", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const own = policy(
      { Effect: "Allow", Action: "iam:Get*", Resource: roleArn("app-*") },
      { Effect: "Deny", Action: "iam:GetRole", Resource: roleArn("app-secret") },
    );
    const actor = await actAs(sandbox, "actor", own);
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: actor.roleArn,
        ActionNames: ["iam:GetRole", "iam:TagRole"],
        ResourceArns: [roleArn("app-one"), roleArn("app-secret")],
      }),
    );
    expect(
      EvaluationResults?.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [
        EvalActionName,
        EvalResourceName?.split("/")[1],
        EvalDecision,
      ]),
    ).toEqual([
      ["iam:GetRole", "app-one", "allowed"],
      ["iam:GetRole", "app-secret", "explicitDeny"],
      ["iam:TagRole", "app-one", "implicitDeny"],
      ["iam:TagRole", "app-secret", "implicitDeny"],
    ]);
  });

  it("names the context that is missing, and uses what is given", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const Condition = { StringEquals: { "iam:ResourceTag/teleport.dev/integration": "true" } };
    const own = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*", Condition });
    const { roleArn: PolicySourceArn } = await actAs(sandbox, "actor", own);
    const simulate = async (ContextEntries: object[] = []) => {
      const { EvaluationResults } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn,
          ActionNames: ["sts:AssumeRole"],
          ContextEntries,
        }),
      );
      return EvaluationResults?.[0];
    };
    expect(await simulate()).toMatchObject({
      EvalDecision: "implicitDeny",
      MissingContextValues: ["iam:ResourceTag/teleport.dev/integration"],
    });
    const entry = {
      ContextKeyName: "iam:ResourceTag/Teleport.dev/integration",
      ContextKeyType: "string",
      ContextKeyValues: ["true"],
    };
    expect(await simulate([entry])).toMatchObject({ EvalDecision: "allowed", MissingContextValues: [] });
  });

  it("keeps to the permissions boundary", async () => {
    const sandbox = await startSandbox();
    const { iam } = clientsFor(sandbox);
    const all = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const { roleArn: PolicySourceArn } = await actAs(sandbox, "actor", all);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: "Bound",
        PolicyDocument: policy({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
      }),
    );
    const PermissionsBoundary = Policy?.Arn ?? "";
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "actor", PermissionsBoundary }));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["s3:GetObject", "iam:GetRole"] }),
    );
    expect(EvaluationResults?.map((result) => result.EvalDecision)).toEqual(["allowed", "implicitDeny"]);
    expect(EvaluationResults?.[1]?.PermissionsBoundaryDecisionDetail).toEqual({
      AllowedByPermissionsBoundary: false,
    });
  });

  it("answers for users, and refuses what is no user or role", async () => {
    const { iam } = clientsFor(await startSandbox());
    const simulate = (PolicySourceArn: string) =>
      iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["iam:CreateRole"] }));
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: appUserArn,
        ActionNames: ["iam:CreateRole"],
        ResourceArns: [roleArn("x")],
      }),
    );
    expect(EvaluationResults?.[0]?.EvalDecision).toBe("allowed");
    const session = `arn:aws:sts::${accountId}:assumed-role/actor/tester`;
    await expect(simulate(session)).rejects.toMatchObject(refused({ code: "InvalidInput", status: 400 }));
    await expect(simulate(roleArn("missing"))).rejects.toMatchObject(
      refused({ code: "NoSuchEntity", status: 404 }),
    );
  });
});
