import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "@playwright/test";
import { listening } from "../contract/aws/listening.ts";
import { test } from "../support/e2e/base.ts";
import { secretsLeftBy } from "../support/e2e/secrets/app.ts";
import { takeFindings, watchOrigin } from "../support/e2e/secrets/browser.ts";
import { keepSecret } from "../support/e2e/secrets/known.ts";

/* The watch that every browser test relies on bites: a leaky app is caught at each place where it leaks. */

const secret = "LEAKED-0123456789+/=LEAKED";
const token = `eyJhbGciOiJFUzI1NiJ9.${Buffer.from('{"sub":"alice"}').toString("base64url")}.${"x".repeat(40)}`;

const answers: Record<string, (response: ServerResponse) => void> = {
  "/": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<title>leaky</title>"),
  "/answer": (response) => response.end(`{"problem":{"evidence":"${secret}"}}`),
  "/assertion": (response) => response.end(`<p>${token}</p>`),
  "/header": (response) => response.writeHead(200, { "x-debug": secret }).end(),
  "/stream": (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${secret}\n\n`);
  },
};

test("a secret in an address, a header, a payload, an answer or a stream is found", async ({ page }) => {
  expect(await takeFindings()).toEqual([]);
  const server = createServer((request, response) =>
    (answers[request.url ?? ""] ?? answers["/"])?.(response),
  );
  const url = await listening(server);
  watchOrigin(url);
  keepSecret("the secret", secret);
  try {
    await page.goto(url);
    await page.evaluate(async (leaked) => {
      await fetch(`/page?q=${encodeURIComponent(leaked)}`);
      await fetch("/action", { method: "POST", body: JSON.stringify([leaked]) });
      await fetch("/asked", { headers: { "x-note": leaked } });
      for (const path of ["/answer", "/assertion", "/header"]) await (await fetch(path)).text();
      await new Promise((heard) => {
        const source = new EventSource("/stream");
        source.addEventListener("message", () => {
          source.close();
          heard(null);
        });
      });
    }, secret);
    const found: string[] = [];
    await expect(async () => {
      found.push(...(await takeFindings()));
      expect(found.map((finding) => finding.replaceAll(url, "")).toSorted()).toEqual(
        [
          "a signed token in the answer of /assertion",
          `the secret in the address of GET /page?q=${encodeURIComponent(secret)}`,
          "the secret in a run's stream",
          "the secret in the answer of /answer",
          "the secret in the body of POST /action",
          "the secret in the header x-debug of /header",
          "the secret in the headers of GET /asked",
        ].toSorted(),
      );
    }).toPass();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a secret in the log, a file or a row of the journal is found, and the printed sign-in address is none", () => {
  keepSecret("the secret", secret);
  const dataDir = mkdtempSync(join(tmpdir(), "aws-access-leaky-"));
  const journal = new Database(join(dataDir, "journal.sqlite"));
  try {
    const address = "Open http://localhost:3000/sign-in#token=aTokenThatIsPrintedOnPurpose";
    keepSecret("the printed token", "aTokenThatIsPrintedOnPurpose");
    expect(secretsLeftBy({ dataDir, sandbox: {}, printed: `${address}\n` })).toEqual([]);

    journal.pragma("journal_mode = WAL");
    journal.exec("create table events (body text)");
    journal.prepare("insert into events values (?)").run(JSON.stringify({ problem: secret }));
    writeFileSync(join(dataDir, "claim.json"), JSON.stringify({ token }));
    expect(
      secretsLeftBy({ dataDir, sandbox: {}, printed: `warn: ${secret}\n${address}` }).toSorted(),
    ).toEqual([
      "a signed token in the file claim.json",
      "the secret in the file journal.sqlite-wal",
      "the secret in the log",
    ]);
  } finally {
    journal.close();
    rmSync(dataDir, { recursive: true });
  }
});
