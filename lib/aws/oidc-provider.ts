import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
} from "@aws-sdk/client-iam";
import { oidcProviderArn } from "#lib/domain/aws/arn.ts";
import type { OidcProvider, Tag } from "#lib/domain/aws/types.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { mapTags } from "./map-role.ts";
import { unlessMissing } from "./outcomes.ts";
import { wasOurEarlierAttempt } from "./repeated-create.ts";
import type { AwsSession } from "./session.ts";

export interface NewProvider {
  url: string;
  audiences: readonly string[];
  thumbprints: readonly string[];
  tags: readonly Tag[];
}

export async function getOidcProvider(session: AwsSession, arn: string): Promise<OidcProvider | null> {
  const answer = await unlessMissing(
    session.send({ action: "iam:GetOpenIDConnectProvider", resource: arn }, ({ iam }) =>
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
    ),
  );
  if (!answer) return null;
  return {
    arn,
    issuer: (answer.Url ?? "").replace(/^https:\/\//, ""),
    audiences: answer.ClientIDList ?? [],
    thumbprints: answer.ThumbprintList ?? [],
    tags: mapTags(answer.Tags),
  };
}

export async function createOidcProvider(
  session: AwsSession,
  binding: AccountBinding,
  provider: NewProvider,
): Promise<void> {
  const arn = oidcProviderArn({ ...binding, hostAndPath: provider.url.replace(/^https:\/\//, "") });
  try {
    await session.send({ action: "iam:CreateOpenIDConnectProvider", resource: arn }, ({ iam }) =>
      iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: provider.url,
          ClientIDList: [...provider.audiences],
          ...(provider.thumbprints.length === 0 ? {} : { ThumbprintList: [...provider.thumbprints] }),
          Tags: provider.tags.map(({ key, value }) => ({ Key: key, Value: value })),
        }),
      ),
    );
  } catch (error) {
    const ours = await wasOurEarlierAttempt(error, async () => {
      const found = await getOidcProvider(session, arn);
      return (
        found !== null && [...found.audiences].toSorted().join() === [...provider.audiences].toSorted().join()
      );
    });
    if (!ours) throw error;
  }
}

export async function addAudience(session: AwsSession, arn: string, audience: string): Promise<void> {
  await session.send({ action: "iam:AddClientIDToOpenIDConnectProvider", resource: arn }, ({ iam }) =>
    iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID: audience }),
    ),
  );
}

export async function removeAudience(session: AwsSession, arn: string, audience: string): Promise<void> {
  await unlessMissing(
    session.send({ action: "iam:RemoveClientIDFromOpenIDConnectProvider", resource: arn }, ({ iam }) =>
      iam.send(
        new RemoveClientIDFromOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: arn,
          ClientID: audience,
        }),
      ),
    ),
  );
}

export async function tagOidcProvider(session: AwsSession, arn: string, tags: readonly Tag[]): Promise<void> {
  await session.send({ action: "iam:TagOpenIDConnectProvider", resource: arn }, ({ iam }) =>
    iam.send(
      new TagOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: arn,
        Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
      }),
    ),
  );
}

export async function untagOidcProvider(
  session: AwsSession,
  arn: string,
  keys: readonly string[],
): Promise<void> {
  await unlessMissing(
    session.send({ action: "iam:UntagOpenIDConnectProvider", resource: arn }, ({ iam }) =>
      iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys: [...keys] })),
    ),
  );
}

export async function deleteOidcProvider(session: AwsSession, arn: string): Promise<void> {
  await unlessMissing(
    session.send({ action: "iam:DeleteOpenIDConnectProvider", resource: arn }, ({ iam }) =>
      iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
    ),
  );
}
