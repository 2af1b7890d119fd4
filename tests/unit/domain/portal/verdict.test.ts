import { expect, it } from "vitest";
import { portalVerdict } from "#lib/domain/portal/verdict.ts";
import { awsRole, document, targetTag, trustsRole } from "../../../support/observation/aws.ts";
import { at, integrationName, integrationRoleArn } from "../../../support/observation/names.ts";
import { enrolled, seen, unread } from "../../../support/observation/observation.ts";

const app = { integration: integrationName };
const trusting = { trustPolicy: document(trustsRole(integrationRoleArn)) };
const ready = awsRole("Auditor", { ...trusting, tags: [targetTag] });

it("says ready where AWS would let it through, also where the guide is not followed to the letter", () => {
  const untagged = awsRole("Untagged", trusting);
  const o = enrolled([ready, untagged]);
  expect(portalVerdict(ready.arn, app, o)).toEqual({ state: "ready", label: "ready", words: null, at });
  expect(portalVerdict(untagged.arn, app, o).state).toBe("ready");
});

it("names the deciding cause of a role that would fail", () => {
  const role = awsRole("Billing", { tags: [targetTag] });
  const verdict = portalVerdict(role.arn, app, enrolled([role]));
  expect(verdict).toMatchObject({ state: "fails", label: "it does not trust Teleport" });
  expect(verdict.words).toContain("does not trust the integration role");
});

it("fails where the account has no such role, or Teleport no such integration, any more", () => {
  const gone = awsRole("Gone").arn;
  expect(portalVerdict(gone, app, enrolled([ready]))).toMatchObject({ label: "the role does not exist" });
  const removed = enrolled([ready], { integration: seen(null) });
  expect(portalVerdict(ready.arn, app, removed)).toMatchObject({
    state: "fails",
    label: "its integration is gone",
  });
});

it("is unknown, and says why, where nothing was read that could decide it", () => {
  const elsewhere = "arn:aws:iam::999999999999:role/Auditor";
  const cases = [
    portalVerdict(ready.arn, app, null),
    portalVerdict(ready.arn, app, enrolled([], { scan: unread() })),
    portalVerdict(elsewhere, app, enrolled([ready])),
    portalVerdict(ready.arn, { integration: "" }, null),
  ];
  for (const verdict of cases) expect(verdict).toMatchObject({ state: "unknown", label: "not checked" });
  expect(new Set(cases.map(({ words }) => words)).size).toBe(cases.length);
});
