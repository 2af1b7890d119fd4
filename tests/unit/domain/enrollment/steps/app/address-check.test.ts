import { expect, test } from "vitest";
import { addressCheck } from "#lib/domain/enrollment/steps/app/address-check.ts";
import { appHost } from "#lib/domain/enrollment/steps/app/enrollment-app.ts";
import { appState } from "#lib/domain/enrollment/steps/app/state.ts";
import type { AppAddress } from "#lib/domain/teleport/types.ts";
import { integrationName } from "../../../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../../../support/observation/observation.ts";
import { appAddress, appServer, cluster } from "../../../../../support/observation/teleport.ts";

const host = `${integrationName}.teleport.acme.test`;
const withAddress = (over: Partial<AppAddress>) => enrolled([], { appAddress: seen(appAddress(over)) });

test("an address that browsers can reach says so, and by which evidence", () => {
  expect(addressCheck(withAddress({ resolves: true }))).toMatchObject({
    verdict: "ok",
    evidence: `The proxy has a certificate for ${host}, and the name resolves on this machine.`,
  });
  expect(addressCheck(withAddress({ resolves: null }))).toMatchObject({
    verdict: "ok",
    evidence: `The proxy has a certificate for ${host}.`,
  });
});

test.each<[string, Partial<AppAddress>, RegExp, RegExp]>([
  [
    "a certificate for other names",
    { certificate: "other-name", names: ["teleport.acme.test"] },
    /for teleport\.acme\.test, not for /,
    /certificate for \*\.teleport\.acme\.test as well/,
  ],
  ["a certificate for none", { certificate: "other-name" }, /for another name, not for /, /as well/],
  ["an unknown authority", { certificate: "untrusted" }, /No authority/, /browsers trust/],
  ["an expired certificate", { certificate: "expired" }, /has expired/, /Renew/],
  ["no answer", { certificate: "none-shown" }, /answered no connection/, /stands before it/],
  ["a name that does not resolve", { resolves: false }, /does not resolve/, /DNS record for \*\.teleport/],
])("%s is a warning with what to do, and holds nothing up", (_what, address, evidence, remedy) => {
  const o = withAddress(address);
  const check = addressCheck(o);
  expect(check.verdict).toBe("warn");
  expect(check.evidence).toMatch(evidence);
  expect(check.evidence).toContain(host);
  expect(check.remedy).toMatch(remedy);
  expect(appState(o).status).toBe("done");
});

test("what could not be looked at is unknown, with the reason", () => {
  expect(addressCheck(enrolled([], { appAddress: unread("teleport-unreachable") })).verdict).toBe("unknown");
});

test("the address is the app's own, without its port; before there is one, the address that it would get", () => {
  const apps = seen([appServer({ publicAddr: "aws.example.com:8443" })]);
  expect(appHost({ integrationName, apps }, cluster())).toBe("aws.example.com");
  expect(appHost({ integrationName, apps: seen([]) }, cluster())).toBe(host);
});
