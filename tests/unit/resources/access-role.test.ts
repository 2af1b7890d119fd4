import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, onTestFinished, test } from "vitest";
import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import type { ResourceStates } from "#lib/domain/enrollment/resource.ts";
import type { ResourceContext } from "#lib/enrollment/ports.ts";
import { accessRole } from "#lib/resources/access-role.ts";
import { sampleScope } from "../../support/journal/samples.ts";
import { MemoryAws } from "../../support/ports/memory-aws.ts";
import { MemoryTeleport } from "../../support/ports/memory-teleport.ts";

type State = ResourceStates["teleport/access-role"];

const name = "aws_access_LogReader";
const theirs: State = {
  version: "v7",
  labels: {},
  appLabels: { aws_account_id: ["012345678901"] },
  awsRoleArns: ["arn:aws:iam::012345678901:role/LogReader"],
};
const labelled = (state: State): State => ({ ...state, labels: { [enrollmentLabel]: "acme-production" } });

async function written(before: State, after: State): Promise<readonly string[]> {
  const teleport = new MemoryTeleport("012345678901");
  await teleport.createRole({ name, ...before });
  teleport.hooks.writes.length = 0;
  const context: ResourceContext = { scope: sampleScope, aws: new MemoryAws("012345678901"), teleport };
  await accessRole.write(context, name, before, after);
  return teleport.hooks.writes;
}

describe("a change of an access role reaches the gateway as", () => {
  const wider = { ...theirs, awsRoleArns: [...theirs.awsRoleArns, "arn:aws:iam::012345678901:role/Other"] };

  test.each<[string, State, State]>([
    ["adoptRole", theirs, labelled(theirs)],
    ["releaseRole", labelled(theirs), theirs],
    ["updateRole", labelled(theirs), labelled(wider)],
    // Both at once is no adoption: the gateway refuses to change what is not ours.
    ["updateRole", theirs, labelled(wider)],
  ])("%s", async (method, before, after) => {
    expect(await written(before, after)).toEqual([`${method} ${name}`]);
  });
});

test("the diff of an adoption shows the label alone", () => {
  const { before, after } = accessRole.render(name, theirs, labelled(theirs));
  const added = after.split("\n").filter((line) => !before.split("\n").includes(line));
  expect(added).toEqual(["  labels:", `    ${enrollmentLabel}: acme-production`]);
  expect(before.split("\n").filter((line) => !after.split("\n").includes(line))).toEqual([]);
});

describe("an adoption by hand", () => {
  const stored = [
    {
      kind: "role",
      metadata: { name },
      spec: {
        allow: { app_labels: { aws_account_id: "012345678901" }, aws_role_arns: theirs.awsRoleArns },
        options: { max_session_ttl: "1h" },
      },
    },
  ];

  /** tctl stands in with a role of its own; jq is the machine's. */
  function run(before: State, after: State): unknown {
    const folder = mkdtempSync(join(tmpdir(), "aws-access-adopt-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const role = join(folder, "stored.json");
    writeFileSync(role, JSON.stringify(stored));
    const tctl = `if [ "$1" = get ]; then cat '${role}'; else cp "$3" '${role}'; fi`;
    writeFileSync(join(folder, "tctl"), `#!/bin/sh\n${tctl}\n`);
    chmodSync(join(folder, "tctl"), 0o755);
    const [shell] = accessRole.byHand(sampleScope, name, before, after).parts;
    writeFileSync(join(folder, "script.sh"), shell?.content ?? "exit 1");
    const env = { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` };
    const result = spawnSync("sh", ["script.sh"], { cwd: folder, encoding: "utf8", env });
    expect(result.stderr).toBe("");
    return JSON.parse(readFileSync(role, "utf8"));
  }

  // jq is optional: where it is missing there is no such test, rather than a skipped one.
  const installed = ["jq"].filter((program) => spawnSync(program, ["--version"]).status === 0);
  test.each(installed)("changes the label and keeps the rest, run with %s", () => {
    const [role] = stored;
    expect(run(theirs, labelled(theirs))).toEqual({
      ...role,
      metadata: { name, labels: { [enrollmentLabel]: "acme-production" } },
    });
  });

  test("names the label in a document, and writes nothing else of the role", () => {
    const { parts } = accessRole.byHand(sampleScope, name, theirs, labelled(theirs));
    expect(parts.map(({ format }) => format)).toEqual(["shell", "yaml"]);
    expect(load(parts[1]?.content ?? "")).toEqual({
      metadata: { labels: { [enrollmentLabel]: "acme-production" } },
    });
    for (const [before, after] of [
      [theirs, labelled(theirs)],
      [labelled(theirs), theirs],
    ] as const) {
      const [shell] = accessRole.byHand(sampleScope, name, before, after).parts;
      expect(shell?.content).toContain(".[0] | .metadata.labels = $after.labels'");
    }
  });
});
