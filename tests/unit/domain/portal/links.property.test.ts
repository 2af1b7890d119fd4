import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consolePageUrl, consoleUrl } from "#lib/domain/portal/links.ts";
import { requestsUrl } from "#lib/domain/portal/requestable-entry.ts";

const cluster = {
  name: "teleport.acme.test",
  webUrl: "https://teleport.acme.test:8443",
  proxyAddress: "teleport.acme.test:8443",
};
const app = { name: "acme", publicAddr: "acme.teleport.acme.test", byIntegration: true };
const arn = "arn:aws:iam::123456789012:role/audit/ReadOnlyAuditor";
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "//evil.example",
    "@evil.example",
    "\\\\evil.example",
    "../../..",
    "evil.example:443",
    "#",
    "?",
  ),
);

describe("the launch address", () => {
  it("is the launcher of the configured web UI", () => {
    expect(consoleUrl({ arn, app }, cluster)).toBe(
      "https://teleport.acme.test:8443/web/launch/acme.teleport.acme.test/teleport.acme.test/acme.teleport.acme.test/arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Faudit%2FReadOnlyAuditor",
    );
  });

  it("leads nowhere else, whatever app, cluster and role are called", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (publicAddr, name, role) => {
        const url = consoleUrl({ arn: role, app: { ...app, publicAddr } }, { ...cluster, name });
        if (url === null) return;
        expect(new URL(url).origin).toBe("https://teleport.acme.test:8443");
        expect(new URL(url).pathname.startsWith("/web/launch/")).toBe(true);
      }),
    );
  });

  it("is none where the configured address can't be a web UI's", () => {
    for (const webUrl of ["javascript:alert(1)", "teleport.acme.test", "", "data:text/html,x"]) {
      expect(consoleUrl({ arn, app }, { ...cluster, webUrl })).toBeNull();
      expect(requestsUrl(webUrl)).toBeNull();
    }
  });
});

describe("the second link of a role", () => {
  it("leads to the console of the role's partition", () => {
    const page = { service: "ec2", region: "eu-west-1" };
    expect(consolePageUrl("aws", page)).toBe("https://console.aws.amazon.com/ec2/home?region=eu-west-1");
    expect(consolePageUrl("aws-cn", page)).toMatch(/^https:\/\/console\.amazonaws\.cn\//);
    expect(consolePageUrl("nowhere", page)).toBeNull();
    expect(consolePageUrl("__proto__", page)).toBeNull();
  });

  it("leads nowhere else, whatever was kept", () => {
    fc.assert(
      fc.property(anyText, anyText, (service, region) => {
        const url = consolePageUrl("aws", { service, region });
        if (url !== null) expect(new URL(url).host).toBe("console.aws.amazon.com");
      }),
    );
    expect(consolePageUrl("aws", { service: "/evil.example", region: "eu-west-1" })).toBeNull();
    expect(consolePageUrl("aws", { service: "ec2", region: "eu-west-1&x=y" })).toBeNull();
  });
});
