import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readEndpointUrls } from "#lib/aws/endpoint-urls.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "endpoint-urls-"));
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", join(dir, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(dir, "credentials"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

const read = () => readEndpointUrls("us-east-1");

test("AWS's own endpoints are no override", async () => {
  expect(await read()).toEqual({ iam: null, sts: null });
});

test("a variable of one service beats the common one, and a path is kept", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:4010");
  vi.stubEnv("AWS_ENDPOINT_URL_STS", "https://sts.internal.test/sts");
  expect(await read()).toEqual({ iam: "http://127.0.0.1:4010", sts: "https://sts.internal.test/sts" });
});

test("a profile's endpoints count, its services section first", async () => {
  writeFileSync(
    join(dir, "config"),
    [
      "[profile local]",
      "region = eu-west-1",
      "endpoint_url = http://127.0.0.1:5000",
      "services = emulators",
      "[services emulators]",
      "iam =",
      "  endpoint_url = http://127.0.0.1:5001",
      "",
    ].join("\n"),
  );
  vi.stubEnv("AWS_PROFILE", "local");
  expect(await read()).toEqual({ iam: "http://127.0.0.1:5001", sts: "http://127.0.0.1:5000" });
});

test("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS switches all of them off", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:4010");
  vi.stubEnv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
  expect(await read()).toEqual({ iam: null, sts: null });
});
