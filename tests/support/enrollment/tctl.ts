import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { load } from "js-yaml";
import { clientsFor } from "../../contract/sandbox/teleport/grpc-client.ts";
import { kinds, nameOf, type Json, type Kind } from "./tctl-resources.ts";

/*
 * What tctl does with the lines and documents of the app's scripts, against the sandbox: without any of the app's own
 * code. Reads SANDBOX_PROXY_PORT and the identity's variables.
 */
const env = (name: string) => process.env[name] ?? "";

const to = clientsFor({
  proxyPort: Number(env("SANDBOX_PROXY_PORT")),
  identityFile: env("TELEPORT_IDENTITY_FILE"),
  caFile: env("TELEPORT_CA_FILE"),
});

function kindOf(name: string): Kind {
  const kind = kinds[name];
  if (!kind) throw new Error(`unknown kind ${name}`);
  return kind;
}

/** `kind/name`; a name may hold a slash. */
function referenceOf(text: string): [Kind, string] {
  const slash = text.indexOf("/");
  return [kindOf(text.slice(0, slash)), text.slice(slash + 1)];
}

async function createFrom(path: string, force: boolean): Promise<void> {
  const document = load(readFileSync(path, "utf8")) as Json;
  const kindName = String(document["kind"]);
  const kind = kindOf(kindName);
  const exists = await kind.exists(to, document);
  if (exists && !force) throw new Error(`${kindName} ${JSON.stringify(nameOf(document))} already exists`);
  await kind.write(to, document, exists);
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { force: { type: "boolean", short: "f" }, format: { type: "string" } },
  });
  const [command = "", first = ""] = positionals;
  if (command === "create") return createFrom(first, values.force === true);
  const [kind, name] = referenceOf(first);
  if (command === "rm") await kind.remove(to, name);
  else if (command === "get" && values.format === "json") {
    process.stdout.write(`${JSON.stringify(await kind.get(to, name))}\n`);
  } else throw new Error(`unknown command ${command}`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`ERROR: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  to.close();
}
