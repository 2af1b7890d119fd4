import { setTimeout as delay } from "node:timers/promises";
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import type { Fault, FaultPlan } from "../faults/rules.ts";
import type { RequestLog } from "../faults/request-log.ts";
import type { Store } from "../store/store.ts";
import { connectionKey } from "./connection.ts";
import { openSession, peerKey, sessionKey } from "./session.ts";

async function meet(
  faults: readonly Fault[],
  at: "before" | "after",
  plan: FaultPlan,
  drop: () => void,
): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === "delay" && at === "before") await delay(fault.ms);
    if (fault.kind === "hold" && fault.when === at) await plan.hold();
    if (fault.kind === "error" && at === "before") throw new ConnectError(fault.message, fault.code);
    if (fault.kind === "drop" && fault.when === at) {
      drop();
      throw new ConnectError("the connection was cut", Code.Aborted);
    }
  }
}

/** Around every call: write it down, find the caller, and meet the faults that were asked for. */
export function callInterceptor(deps: { store: Store; plan: FaultPlan; log: RequestLog }): Interceptor {
  const { store, plan, log } = deps;
  return (next) => async (request) => {
    const peer = request.contextValues.get(peerKey);
    const call = { service: request.service.typeName, method: request.method.name };
    const clientVersion = request.header.get("version");
    const entry = log.begin({ ...call, caller: peer?.userName ?? "", clientVersion });
    const faults = plan.next(call);
    const stale = faults.find((fault) => fault.kind === "stale-read");
    const drop = (): void => request.contextValues.get(connectionKey).drop();
    try {
      await meet(faults, "before", plan, drop);
      request.contextValues.set(sessionKey, openSession(peer, store.view(stale?.n ?? 0)));
      const response = await next(request);
      await meet(faults, "after", plan, drop);
      entry.outcome = "OK";
      return response;
    } catch (error) {
      entry.outcome = Code[ConnectError.from(error).code] ?? "Unknown";
      throw error;
    }
  };
}
