import type { ReactNode } from "react";
import type { StepId } from "#lib/domain/enrollment/resource.ts";

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-ink">{children}</code>;
}

/** Heading and lead of each step: what the guide says that it does. */
export const stepTexts: Record<StepId, { title: string; lead: ReactNode }> = {
  integration: {
    title: "Connect Teleport and the account",
    lead: (
      <>
        Console and CLI access needs an AWS OIDC integration: an IAM identity provider that knows your cluster
        as an issuer, and an IAM role that the cluster may assume through it. This step creates both, then the
        integration in Teleport, or adopts what is there. The later steps let this integration role assume the
        roles that your users choose.
      </>
    ),
  },
  permissions: {
    title: "Let the integration assume other roles",
    lead: (
      <>
        The integration role gets one inline policy, <Code>AWSAppAccess</Code>. It allows{" "}
        <Code>sts:AssumeRole</Code> only on roles that carry the tag{" "}
        <Code>teleport.dev/integration=true</Code>. Statements and policies that others wrote stay as they
        are.
      </>
    ),
  },
  trust: {
    title: "Choose the roles people may assume",
    lead: (
      <>
        Each needs the tag <Code>teleport.dev/integration=true</Code> and a trust relationship with the
        integration role. We add both and touch nothing else.
      </>
    ),
  },
  app: {
    title: "Put the account into Teleport",
    lead: (
      <>
        An app makes the account appear among Teleport’s resources, where users open its console or run the
        CLI. It names the integration and carries the account id as the label <Code>aws_account_id</Code>, by
        which access is granted. Labels of your own let you tailor access further.
      </>
    ),
  },
  access: {
    title: "Choose who may use which role",
    lead: (
      <>
        A user reaches a role when one of their Teleport roles matches the app’s labels and lists the role’s
        ARN. For each chosen role there is an access role that does both; whoever holds it may assume that IAM
        role in the console and in the CLI.
      </>
    ),
  },
  launch: {
    title: "Open the console",
    lead: (
      <>
        Users open the console from the app’s tile in Teleport or from the links here, and use the CLI through{" "}
        <Code>tsh</Code>. The lights say for each role whether the way from Teleport to AWS is complete.
      </>
    ),
  },
};
