import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import pLimit from "p-limit";

/* The same calls again, by a direct use of the AWS SDK. */

export interface Call {
  action: string;
  params: Record<string, string>;
}

type Value = string | number | Value[] | { [key: string]: Value };

const numbers = new Set(["MaxItems", "DurationSeconds"]);

/** `Tags.member.1.Key=a` is `{ Tags: [{ Key: "a" }] }`. */
function inputOf(params: Record<string, string>): Record<string, Value> {
  const input: Record<string, Value> = {};
  for (const [name, text] of Object.entries(params)) {
    const [head = "", ...rest] = name.split(".");
    if (rest[0] !== "member") {
      input[head] = numbers.has(head) ? Number(text) : text;
      continue;
    }
    const list = (input[head] ??= []) as Value[];
    const at = Number(rest[1]) - 1;
    if (rest[2] === undefined) list[at] = text;
    else (list[at] ??= {} as Record<string, Value>)[rest[2] as never] = text as never;
  }
  return input;
}

type Client = { send(command: unknown): Promise<unknown> };
type Commands = Record<string, (new (input: unknown) => unknown) | undefined>;

/** How long they take, so many at a time; with the answers read and parsed by the SDK, and thrown away. */
export async function replay(calls: readonly Call[], atOnce: number): Promise<number> {
  const services: { client: Client; commands: Commands }[] = [
    { client: new iam.IAMClient({}) as Client, commands: iam as unknown as Commands },
    { client: new sts.STSClient({}) as Client, commands: sts as unknown as Commands },
  ];
  const limit = pLimit(atOnce);
  const began = performance.now();
  await Promise.all(
    calls.map(({ action, params }) =>
      limit(async () => {
        for (const { client, commands } of services) {
          const Command = commands[`${action}Command`];
          // What was refused or missing is so again: that, too, is an answer.
          if (Command) await client.send(new Command(inputOf(params))).catch(() => undefined);
        }
      }),
    ),
  );
  return performance.now() - began;
}
