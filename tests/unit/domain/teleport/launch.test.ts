import { describe, expect, test } from "vitest";

import { launchUrl, tshLines } from "#lib/domain/teleport/launch.ts";

const roleArn = "arn:aws:iam::012345678901:role/team/Read=Only";

describe("a launch", () => {
  test("goes through the cluster's web UI, the ARN in one part of the path", () => {
    const url = launchUrl({
      webUrl: "https://teleport.example.com/",
      cluster: "teleport.example.com",
      publicAddr: "prod.teleport.example.com:443",
      roleArn,
    });
    expect(url).toBe(
      "https://teleport.example.com/web/launch/prod.teleport.example.com/teleport.example.com/prod.teleport.example.com/arn%3Aaws%3Aiam%3A%3A012345678901%3Arole%2Fteam%2FRead%3DOnly",
    );
    expect(decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "")).toBe(roleArn);
  });

  test("a port of the web UI stays", () => {
    const target = { cluster: "c", publicAddr: "a.c", roleArn };
    expect(launchUrl({ ...target, webUrl: "http://127.0.0.1:4081" })).toMatch(
      /^http:\/\/127\.0\.0\.1:4081\/web\/launch\/a\.c\/c\/a\.c\/arn/,
    );
  });
});

describe("the tsh lines", () => {
  test("are those of the reference, quoted", () => {
    const target = { proxyAddress: "teleport.example.com:3080", app: "prod", roleArn, user: "o'neil" };
    expect(tshLines(target).map(({ line }) => line)).toEqual([
      `tsh login --proxy=teleport.example.com:3080 '--user=o'\\''neil'`,
      `tsh apps login --aws-role 'arn:aws:iam::012345678901:role/team/Read=Only' prod`,
      "tsh aws --app prod sts get-caller-identity",
      "tsh proxy aws --app prod",
      "tsh apps logout prod",
    ]);
  });

  test("without a user tsh asks", () => {
    const [login] = tshLines({ proxyAddress: "teleport.example.com", app: "prod", roleArn, user: null });
    expect(login?.line).toBe("tsh login --proxy=teleport.example.com");
  });
});
