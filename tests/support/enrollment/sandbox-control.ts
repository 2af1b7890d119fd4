import type { FaultRule } from "#lib/sandbox/aws/control/fault-rules.ts";
import type { Sandbox } from "#lib/sandbox/run/sandbox.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface TeleportFault {
  match: { method: string; nth?: number; times?: number };
  fault: Record<string, unknown>;
}

export interface StruckFault {
  half: "aws" | "teleport";
  fault: { kind: string; [setting: string]: unknown };
}

export interface AwsRequest {
  action: string;
  principalArn: string | null;
  params: Record<string, string>;
  status: number;
  write: boolean;
}

/** The switches of both halves. */
export interface SandboxControl {
  aws(method: Method, path: string, body?: unknown): Promise<unknown>;
  teleport(method: Method, path: string, body?: unknown): Promise<string>;
  awsFaults(...rules: readonly FaultRule[]): Promise<void>;
  teleportFaults(...rules: readonly TeleportFault[]): Promise<void>;
  /** Writes that reached each half since the log was cleared, whatever came of them. */
  writes(): Promise<{ aws: number; teleport: number }>;
  awsRequests(): Promise<readonly AwsRequest[]>;
  clearLog(): Promise<void>;
  clearFaults(): Promise<void>;
  /** Faults that have struck since they were last cleared. */
  struckFaults(): Promise<readonly StruckFault[]>;
}

async function ask(url: string, method: Method, body: unknown): Promise<string> {
  const response = await fetch(url, {
    method,
    headers: { "x-sandbox": "1", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${text}`);
  return text;
}

export function controlOf(sandbox: Sandbox): SandboxControl {
  const aws: SandboxControl["aws"] = async (method, path, body) =>
    JSON.parse(await ask(`${sandbox.aws.url}/_sandbox/${path}`, method, body)) as unknown;
  const teleport: SandboxControl["teleport"] = (method, path, body) =>
    ask(`${sandbox.teleport.webUrl}/_sandbox/${path}`, method, body);
  return {
    aws,
    teleport,
    async awsFaults(...rules) {
      await aws("POST", "faults", rules);
    },
    async teleportFaults(...rules) {
      await teleport("POST", "faults", rules);
    },
    async writes() {
      const ofAws = (await aws("GET", "requests")) as { counters: { writes: number } };
      const ofTeleport = JSON.parse(await teleport("GET", "requests")) as { counts: { writes: number } };
      return { aws: ofAws.counters.writes, teleport: ofTeleport.counts.writes };
    },
    async awsRequests() {
      return ((await aws("GET", "requests")) as { requests: readonly AwsRequest[] }).requests;
    },
    async clearLog() {
      await aws("DELETE", "requests");
      await teleport("DELETE", "requests");
    },
    async struckFaults() {
      const { rules } = (await aws("GET", "faults")) as {
        rules: readonly { fault: StruckFault["fault"]; applied: number }[];
      };
      const { applied } = JSON.parse(await teleport("GET", "faults")) as {
        applied: readonly { fault: StruckFault["fault"] }[];
      };
      return [
        ...rules.filter((rule) => rule.applied > 0).map(({ fault }) => ({ half: "aws" as const, fault })),
        ...applied.map(({ fault }) => ({ half: "teleport" as const, fault })),
      ];
    },
    async clearFaults() {
      await aws("DELETE", "faults");
      await teleport("DELETE", "faults");
    },
  };
}
