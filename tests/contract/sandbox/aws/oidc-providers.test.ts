import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListOpenIDConnectProvidersCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { startIssuer } from "./issuer.ts";
import { clientsFor, refused, startSandbox } from "./sandbox.ts";

const url = "https://teleport.acme.test";
const arn = "arn:aws:iam::123456789012:oidc-provider/teleport.acme.test";
const thumbprint = "a".repeat(40);

const create = (Url: string, more: object = {}) =>
  new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ["discover.teleport"], ...more });

describe("OIDC providers", () => {
  it("asks the issuer itself when no thumbprint is given, at the address given for it", async () => {
    const issuer = await startIssuer(url);
    const { iam } = clientsFor(await startSandbox({ issuers: issuer.issuers }));
    const created = await iam.send(create(url, { Tags: [{ Key: "a", Value: "1" }] }));
    expect(created.OpenIDConnectProviderArn).toBe(arn);
    expect(issuer.seen).toEqual(["teleport.acme.test /.well-known/openid-configuration"]);
    const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
    expect(provider).toMatchObject({
      Url: "teleport.acme.test",
      ClientIDList: ["discover.teleport"],
      ThumbprintList: [],
      Tags: [{ Key: "a", Value: "1" }],
    });
  });

  it("says so when the issuer can't be reached, is unknown, or answers for another", async () => {
    const issuer = await startIssuer("https://other.test");
    const sandbox = await startSandbox({ issuers: new Map([[url, "http://127.0.0.1:9"]]) });
    const { iam } = clientsFor(sandbox);
    const refusal = { code: "OpenIdIdpCommunicationError", status: 400 };
    await expect(iam.send(create(url))).rejects.toMatchObject(refused(refusal));
    await expect(iam.send(create("https://unheard-of.test"))).rejects.toMatchObject(refused(refusal));
    sandbox.setIssuers(new Map([[url, issuer.issuers.get("https://other.test") ?? ""]]));
    await expect(iam.send(create(url))).rejects.toMatchObject(refused(refusal));
    const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(OpenIDConnectProviderList).toEqual([]);
  });

  it.each([
    "http://teleport.acme.test",
    "https://teleport.acme.test:3080",
    "https://teleport.acme.test?x=1",
    "https://",
  ])("refuses %s", async (bad) => {
    const { iam } = clientsFor(await startSandbox());
    await expect(iam.send(create(bad, { ThumbprintList: [thumbprint] }))).rejects.toMatchObject(
      refused({
        code: "InvalidInput",
        status: 400,
      }),
    );
  });

  it("keeps one provider per URL", async () => {
    const { iam } = clientsFor(await startSandbox());
    await iam.send(create(`${url}/path`, { ThumbprintList: [thumbprint] }));
    await iam.send(create(url, { ThumbprintList: [thumbprint] }));
    await expect(iam.send(create(url, { ThumbprintList: [thumbprint] }))).rejects.toMatchObject(
      refused({
        code: "EntityAlreadyExists",
        status: 409,
        message: `Provider with url ${url} already exists.`,
      }),
    );
  });

  it("takes 100 audiences and not one more", async () => {
    const { iam } = clientsFor(await startSandbox());
    const ClientIDList = Array.from({ length: 100 }, (_, index) => `client-${index}`);
    await iam.send(create(url, { ClientIDList, ThumbprintList: [thumbprint] }));
    const about = { OpenIDConnectProviderArn: arn };
    const add = (ClientID: string) =>
      iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...about, ClientID }));
    await add("client-7");
    await expect(add("one-more")).rejects.toMatchObject(refused({ code: "LimitExceeded", status: 409 }));
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...about, ClientID: "client-0" }));
    await add("one-more");
    const { ClientIDList: kept } = await iam.send(new GetOpenIDConnectProviderCommand(about));
    expect(kept).toHaveLength(100);
    expect(kept).toContain("one-more");
  });

  it("replaces thumbprints, tags without case, and deletes twice without an error", async () => {
    const { iam } = clientsFor(await startSandbox());
    await iam.send(create(url, { ThumbprintList: [thumbprint] }));
    const about = { OpenIDConnectProviderArn: arn };
    const ThumbprintList = ["b".repeat(40)];
    await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...about, ThumbprintList }));
    await expect(
      iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...about, ThumbprintList: ["short"] })),
    ).rejects.toMatchObject(refused({ code: "ValidationError", status: 400 }));
    const Tags = [
      { Key: "Team", Value: "1" },
      { Key: "b", Value: "" },
    ];
    await iam.send(new TagOpenIDConnectProviderCommand({ ...about, Tags }));
    await iam.send(new UntagOpenIDConnectProviderCommand({ ...about, TagKeys: ["team"] }));
    const tags = await iam.send(new ListOpenIDConnectProviderTagsCommand(about));
    expect(tags).toMatchObject({ Tags: [{ Key: "b", Value: "" }], IsTruncated: false });
    expect((await iam.send(new GetOpenIDConnectProviderCommand(about))).ThumbprintList).toEqual(
      ThumbprintList,
    );
    await iam.send(new DeleteOpenIDConnectProviderCommand(about));
    await iam.send(new DeleteOpenIDConnectProviderCommand(about));
    await expect(iam.send(new GetOpenIDConnectProviderCommand(about))).rejects.toMatchObject(
      refused({
        code: "NoSuchEntity",
        status: 404,
      }),
    );
  });
});
