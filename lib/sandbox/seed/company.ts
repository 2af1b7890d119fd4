/** The seeded company: what both halves of the sandbox must agree on. */

export const clusterName = "teleport.acme.test";
export const issuerUrl = "https://teleport.acme.test";
export const serverVersion = "18.2.0";

export interface SeededAccount {
  accountId: string;
  alias: string;
}

/** Not enrolled yet: the account that the sandbox's credentials belong to. */
export const production: SeededAccount = { accountId: "123456789012", alias: "acme-production" };

/** Enrolled by Teleport's own wizard; reached by assuming `accountAccessRole` from production. */
export const development: SeededAccount = { accountId: "210987654321", alias: "acme-development" };

/** Not enrolled, and not the credentials' own: reached by assuming `accountAccessRole` there. */
export const staging: SeededAccount = { accountId: "098765432109", alias: "acme-staging" };

/** The role that the app's own credentials assume in an account that is not theirs. */
export const accountAccessRoleName = "aws-access-for-teleport";

export const developmentIntegration = {
  name: "acme-development",
  roleName: "teleport-integration-dev",
  roleArn: `arn:aws:iam::${development.accountId}:role/teleport-integration-dev`,
} as const;

/** The bot whose identity file the app uses, and the Teleport role that it holds. */
export const bot = { userName: "bot-aws-access", roleName: "aws-access-app" } as const;
