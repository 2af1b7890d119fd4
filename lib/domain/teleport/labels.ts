/** App label by which Teleport binds an app to an AWS account. */
export const accountLabel = "aws_account_id";

/** App label that says which integration serves the app: tells apart two apps of one account. */
export const integrationLabel = "aws-access.teleport/integration";

/** Role label that marks an access role as made (or adopted) by an enrollment; its value is the integration's name. */
export const enrollmentLabel = "aws-access.teleport/enrollment";

/** Labels that Teleport itself puts on what it keeps. */
export function isTeleportsOwn(key: string): boolean {
  return key.startsWith("teleport.internal/");
}
