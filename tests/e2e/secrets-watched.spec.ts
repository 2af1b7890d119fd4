import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "@playwright/test";
import pg from "pg";
import { installedPostgres } from "../../scripts/support/postgres.ts";
import { listening } from "../contract/aws/listening.ts";
import { test } from "../support/e2e/base.ts";
import { secretsLeftBy } from "../support/e2e/secrets/app.ts";
import { takeFindings, watchOrigin } from "../support/e2e/secrets/browser.ts";
import { keepExternalId, keepSecret } from "../support/e2e/secrets/known.ts";
import { learnExternalIds, secretsInRows } from "../support/e2e/secrets/rows.ts";
import { startPostgres } from "../support/journal/postgres-server.ts";

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
  watchOrigin(url, async () => {});
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

test("a secret in the log, a file or a row of the journal is found, and the printed sign-in address is none", async () => {
  keepSecret("the secret", secret);
  const dataDir = mkdtempSync(join(tmpdir(), "aws-access-leaky-"));
  const journal = new Database(join(dataDir, "journal.sqlite"));
  try {
    const address = "Open http://localhost:3000/sign-in#token=aTokenThatIsPrintedOnPurpose";
    keepSecret("the printed token", "aTokenThatIsPrintedOnPurpose");
    expect(await secretsLeftBy({ dataDir, sandbox: {}, printed: `${address}\n` })).toEqual([]);

    journal.pragma("journal_mode = WAL");
    journal.exec("create table events (body text)");
    journal.prepare("insert into events values (?)").run(JSON.stringify({ problem: secret }));
    writeFileSync(join(dataDir, "claim.json"), JSON.stringify({ token }));
    expect(
      (await secretsLeftBy({ dataDir, sandbox: {}, printed: `warn: ${secret}\n${address}` })).toSorted(),
    ).toEqual([
      "a signed token in the file claim.json",
      "the secret in the file journal.sqlite-wal",
      "the secret in the log",
      "the secret in the table events",
    ]);
  } finally {
    journal.close();
    rmSync(dataDir, { recursive: true });
  }
});

const makeTables = [
  "create table external_ids (account_id text, external_id text)",
  "create table accounts (body text)",
  "create table events (body text)",
];

const externalId = "0123456789abcdef0123456789abcdef";

test("an external id is found wherever it is not answered to an admin who asked: pages, addresses, streams of end users", async ({
  page,
}) => {
  const answer = `{"externalId":"${externalId}"}`;
  const dataDir = mkdtempSync(join(tmpdir(), "aws-access-leaky-"));
  const journal = new Database(join(dataDir, "journal.sqlite"));
  for (const statement of makeTables) journal.exec(statement);
  const server = createServer((request, response) =>
    response
      .writeHead(200, { "content-type": request.url === "/" ? "text/html" : "text/plain" })
      .end(request.url === "/" ? "<title>leaky</title>" : answer),
  );
  const url = await listening(server);
  watchOrigin(url, async () => await learnExternalIds({ dataDir }));
  try {
    await page.goto(url);
    // It is known as soon as it is made, though it has been answered to nobody yet.
    journal.exec(`insert into external_ids values ('1', '${externalId}')`);
    const found: string[] = [];
    const findings = async () => {
      found.push(...(await takeFindings()));
      return found.map((finding) => finding.replaceAll(url, "")).toSorted();
    };
    await page.evaluate(async () => await (await fetch("/enroll")).text());
    // It is learned when an answer is looked through: an address that is asked for sooner can't be known to hold it.
    await expect.poll(findings).toEqual(["an external id in the answer of /enroll"]);
    await page.evaluate(async (leaked) => {
      await (await fetch("/open/1/role", { method: "POST" })).text();
      await (await fetch("/new", { method: "POST" })).text();
      await (await fetch(`/new?id=${leaked}`, { method: "POST" })).text();
    }, externalId);
    await expect
      .poll(findings)
      .toEqual([
        `an external id in the address of POST /new?id=${externalId}`,
        "an external id in the answer of /enroll",
        "an external id in the answer of /open/1/role",
      ]);
  } finally {
    server.closeAllConnections();
    server.close();
    journal.close();
    rmSync(dataDir, { recursive: true });
  }
});

const keepRows = (of: string) =>
  `insert into ${of} values ('{"externalId":"${externalId}","note":"${secret}"}')`;
const inTables = [
  "an external id in the table events",
  "the secret in the table accounts",
  "the secret in the table events",
];

test("a row of the journal holds no external id, but in the tables that are for it, and no other secret anywhere", async () => {
  keepSecret("the secret", secret);
  const dataDir = mkdtempSync(join(tmpdir(), "aws-access-leaky-"));
  const journal = new Database(join(dataDir, "journal.sqlite"));
  try {
    for (const statement of makeTables) journal.exec(statement);
    journal.exec(`insert into external_ids values ('1', '${externalId}')`);
    for (const of of ["accounts", "events"]) journal.exec(keepRows(of));
    expect((await secretsInRows({ dataDir })).toSorted()).toEqual(inTables);
  } finally {
    journal.close();
    rmSync(dataDir, { recursive: true });
  }
});

test("the rows of a journal on PostgreSQL are searched in the same way", async () => {
  test.skip(installedPostgres() === null, "No PostgreSQL server is here.");
  keepSecret("the secret", secret);
  keepExternalId(externalId);
  const server = await startPostgres();
  try {
    const databaseUrl = await server.createDatabase();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    for (const statement of makeTables) await client.query(statement);
    for (const of of ["accounts", "events"]) await client.query(keepRows(of));
    await client.end();
    expect((await secretsInRows({ dataDir: "/nowhere", databaseUrl })).toSorted()).toEqual(inTables);
  } finally {
    await server.stop();
  }
});
