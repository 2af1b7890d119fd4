import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
  STSServiceException,
  type Credentials,
} from "@aws-sdk/client-sts";

/** AWS said no. The message is AWS's, in the wrapping that Teleport's own AWS client gives it. */
export class AwsRefusal extends Error {
  readonly awsCode: string;
  readonly awsMessage: string;
  constructor(operation: string, error: STSServiceException) {
    const { httpStatusCode, requestId } = error.$metadata;
    const where = `https response error StatusCode: ${httpStatusCode ?? 0}, RequestID: ${requestId ?? ""}`;
    super(`operation error STS: ${operation}, ${where}, api error ${error.name}: ${error.message}`);
    this.awsCode = error.name;
    this.awsMessage = error.message;
  }
}

/** AWS did not answer. */
export class AwsUnreachable extends Error {}

export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface CallerIdentity {
  accountId: string;
  arn: string;
  userId: string;
}

function complete(credentials: Credentials | undefined): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new AwsUnreachable("AWS answered without credentials.");
  }
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function call<T>(operation: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof STSServiceException) throw new AwsRefusal(operation, error);
    const detail =
      error instanceof Error ? error.message || String(error.cause ?? error.name) : String(error);
    throw new AwsUnreachable(`operation error STS: ${operation}, request send failed, ${detail}`, {
      cause: error,
    });
  }
}

/** The AWS calls that Teleport's proxy and auth service make. */
export class AwsSessions {
  readonly endpoint: string;
  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  // Everything is given, so that no profile or environment variable of the machine has a say.
  #client(credentials: SessionCredentials): STSClient {
    return new STSClient({
      endpoint: this.endpoint,
      region: "us-east-1",
      credentials,
      maxAttempts: 3,
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
    });
  }

  async #with<T>(
    credentials: SessionCredentials,
    operation: string,
    send: (client: STSClient) => Promise<T>,
  ): Promise<T> {
    const client = this.#client(credentials);
    try {
      return await call(operation, () => send(client));
    } finally {
      client.destroy();
    }
  }

  async assumeWithWebIdentity(
    roleArn: string,
    token: string,
    sessionName: string,
  ): Promise<SessionCredentials> {
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      WebIdentityToken: token,
      RoleSessionName: sessionName,
    });
    // The token is the proof: this call is not signed.
    const unsigned = { accessKeyId: "unsigned", secretAccessKey: "unsigned", sessionToken: "" };
    const answer = await this.#with(unsigned, "AssumeRoleWithWebIdentity", (client) => client.send(command));
    return complete(answer.Credentials);
  }

  async callerIdentity(credentials: SessionCredentials): Promise<CallerIdentity> {
    const answer = await this.#with(credentials, "GetCallerIdentity", (client) =>
      client.send(new GetCallerIdentityCommand({})),
    );
    return { accountId: answer.Account ?? "", arn: answer.Arn ?? "", userId: answer.UserId ?? "" };
  }

  async assumeRole(
    credentials: SessionCredentials,
    target: { roleArn: string; sessionName: string; externalId: string; durationSeconds: number },
  ): Promise<SessionCredentials> {
    const command = new AssumeRoleCommand({
      RoleArn: target.roleArn,
      RoleSessionName: target.sessionName,
      DurationSeconds: target.durationSeconds,
      ...(target.externalId === "" ? {} : { ExternalId: target.externalId }),
    });
    const answer = await this.#with(credentials, "AssumeRole", (client) => client.send(command));
    return complete(answer.Credentials);
  }
}
