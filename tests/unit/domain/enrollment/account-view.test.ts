import { expect, it } from "vitest";
import { accountView } from "#lib/domain/enrollment/account-view.ts";
import { roleScan } from "../../../support/observation/aws.ts";
import { enrolled, seen, unread, untouched } from "../../../support/observation/observation.ts";
import { appServer } from "../../../support/observation/teleport.ts";

it("shows the alias as AWS says it, and the app that opens the account", () => {
  const scan = seen({ ...roleScan([]), alias: "acme-prod" });
  expect(accountView(enrolled([], { scan }))).toMatchObject({
    alias: "acme-prod",
    aliasRead: true,
    app: { name: appServer().name, publicAddr: appServer().publicAddr },
  });
});

it("tells an account without an alias from one that could not be read", () => {
  const scan = seen({ ...roleScan([]), alias: null });
  expect(accountView(untouched({ scan }))).toMatchObject({ alias: null, aliasRead: true, app: null });
  expect(accountView(untouched({ scan: unread() }))).toMatchObject({ alias: null, aliasRead: false });
});
