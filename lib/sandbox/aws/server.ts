import { createServer, type Server } from "node:http";
import { seedAws } from "../seed/aws.ts";
import type { Backend } from "./api/dispatch.ts";
import { regions, type PlayedPartition } from "./api/partition.ts";
import { Issuers } from "./auth/issuers.ts";
import { Federation } from "./console/federation.ts";
import { Faults } from "./control/faults.ts";
import { YoungRoles } from "./control/propagation.ts";
import { RequestLog } from "./control/request-log.ts";
import { answerFailure, answerRequest } from "./http/listener.ts";
import { ensureAppKey } from "./app-key.ts";
import { openJournal } from "./store/journal.ts";
import { forgetExpiredSessions } from "./store/expiry.ts";
import { Store } from "./store/store.ts";

export interface AwsSandboxOptions {
  /** 0: any free one. */
  readonly port: number;
  /** JSON file (0600) with a journal beside it; null keeps everything in memory. */
  readonly statePath: string | null;
  /** Grows production to this many roles in all. */
  readonly extraRoles: number;
  /** Issuer URL to the base URL where its discovery and keys are read. */
  readonly issuers: ReadonlyMap<string, string>;
  readonly now?: () => Date;
  /** `empty`: accounts and credentials only. */
  readonly seed?: "company" | "empty";
  /** Left out: aws. */
  readonly partition?: PlayedPartition;
}

export interface AwsSandbox {
  readonly url: string;
  readonly port: number;
  /** To sign for. */
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  setIssuers(issuers: ReadonlyMap<string, string>): void;
  close(): Promise<void>;
}

/** Starts IAM, STS, federation and console on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startAws(options: AwsSandboxOptions): Promise<AwsSandbox> {
  const server = createServer();
  // Clients keep connections; closing them sooner than they do would break requests that are just being sent.
  server.keepAliveTimeout = 60_000;
  // First of all, so that a second process never touches the state of the one that has the port.
  const port = await listen(server, options.port);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  try {
    const { backend, credentials, journal } = openBackend(options);
    const federation = new Federation();
    server.on("request", (request, response) => {
      answerRequest(backend, federation, request, response).catch((error: unknown) => {
        // A caller who hung up is no failure of ours.
        if (!request.destroyed || request.complete) console.error("The sandbox's AWS half failed:", error);
        answerFailure(response);
      });
    });
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      region: regions[options.partition ?? "aws"],
      credentials,
      setIssuers: (bases) => backend.issuers.setBases(bases),
      close: async () => {
        backend.faults.clear();
        await close();
        journal?.close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openBackend(options: AwsSandboxOptions) {
  const now = options.now ?? (() => new Date());
  const journal = options.statePath === null ? null : openJournal(options.statePath);
  const store = new Store(journal);
  seedAws(store, { seed: options.seed ?? "company", extraRoles: options.extraRoles });
  forgetExpiredSessions(store, now().getTime());
  const credentials = ensureAppKey(store);
  store.compact();
  const backend: Backend = {
    store,
    faults: new Faults(),
    issuers: new Issuers(options.issuers),
    now,
    young: new YoungRoles(),
    log: new RequestLog(),
    partition: options.partition ?? "aws",
  };
  return { backend, credentials, journal };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.off("error", reject);
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
}
