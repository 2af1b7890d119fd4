import { createServer, type Server } from "node:http";
import { seedAws } from "../seed/aws.ts";
import type { Backend } from "./api/dispatch.ts";
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
}

export interface AwsSandbox {
  readonly url: string;
  readonly port: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  setIssuers(issuers: ReadonlyMap<string, string>): void;
  close(): Promise<void>;
}

/** Starts IAM, STS, federation and console on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startAws(options: AwsSandboxOptions): Promise<AwsSandbox> {
  const now = options.now ?? (() => new Date());
  const journal = options.statePath === null ? null : openJournal(options.statePath);
  const store = new Store(journal);
  seedAws(store, { seed: options.seed ?? "company", extraRoles: options.extraRoles });
  forgetExpiredSessions(store, now().getTime());
  const credentials = ensureAppKey(store);
  store.compact();

  const issuers = new Issuers(options.issuers);
  const faults = new Faults();
  const backend: Backend = { store, faults, issuers, now, young: new YoungRoles(), log: new RequestLog() };
  const federation = new Federation();
  const server = createServer((request, response) => {
    answerRequest(backend, federation, request, response).catch((error: unknown) => {
      // A caller who hung up is no failure of ours.
      if (!request.destroyed || request.complete) console.error("The sandbox's AWS half failed:", error);
      answerFailure(response);
    });
  });
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    credentials,
    setIssuers: (bases) => issuers.setBases(bases),
    close: async () => {
      faults.clear();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      journal?.close();
    },
  };
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
