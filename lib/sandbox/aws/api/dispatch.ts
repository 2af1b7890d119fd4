import { randomUUID } from "node:crypto";
import { authenticate } from "../auth/authenticate.ts";
import type { Issuers } from "../auth/issuers.ts";
import type { SignedRequest } from "../auth/sigv4.ts";
import { appendStatement } from "../control/concurrent-writer.ts";
import type { Fault, Moment } from "../control/fault-rules.ts";
import type { Faults } from "../control/faults.ts";
import type { YoungRoles } from "../control/propagation.ts";
import { loggedParams, type RequestLog } from "../control/request-log.ts";
import type { Caller } from "../policy/caller.ts";
import { contextOf } from "../policy/context.ts";
import type { Store } from "../store/store.ts";
import { AwsError, throttling } from "./aws-error.ts";
import type { Call, Operation } from "./call.ts";
import { Input } from "./input.ts";
import { findOperation, serviceOfVersion } from "./operations.ts";
import { bodyTo, paramsFrom, refuseByPartition, type PlayedPartition } from "./partition.ts";
import { errorXml, responseXml, type Service } from "./xml.ts";

export interface Backend {
  readonly store: Store;
  readonly faults: Faults;
  readonly young: YoungRoles;
  readonly log: RequestLog;
  readonly issuers: Issuers;
  readonly now: () => Date;
  readonly partition: PlayedPartition;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

interface Outcome {
  readonly status: number;
  readonly code: string | null;
  readonly body: string;
}

/** Answers one API request; null closes the connection instead. */
export async function dispatch(backend: Backend, request: SignedRequest): Promise<Answer | null> {
  const requestId = randomUUID();
  const params = paramsFrom(
    new URLSearchParams([...new URLSearchParams(request.query), ...formOf(request)]),
    backend.partition,
  );
  const action = params.get("Action") ?? "";
  const service = serviceOfVersion(params.get("Version") ?? "2010-05-08") ?? "iam";
  const operation = findOperation(service, action);
  const faults = backend.faults.take({ action, roleName: params.get("RoleName") });
  let caller: Caller | null = null;
  const record = (outcome: Outcome | null) =>
    backend.log.add({
      action,
      account: caller?.accountId ?? null,
      principalArn: caller?.arn ?? null,
      params: loggedParams(params),
      status: outcome?.status ?? 0,
      code: outcome?.code ?? null,
      write: operation?.write ?? false,
    });

  if (await interrupted(backend, faults, "before")) {
    record(null);
    return null;
  }
  const outcome = await outcomeOf(service, action, requestId, async () => {
    fail(faults);
    if (!operation) throw unknownAction(action, params.get("Version"));
    const authenticated = operation.signed
      ? authenticate(backend.store.view, request, service, backend.now().getTime())
      : null;
    caller = authenticated?.caller ?? null;
    refuseByPartition(action, params, backend.partition);
    interfere(backend.store, faults);
    const call = callOf(backend, operation, faults, {
      action,
      input: new Input(params),
      caller,
      region: authenticated?.region ?? "us-east-1",
    });
    return operation.run(call);
  });
  if (operation && !operation.write) backend.store.countRead();
  record(outcome);
  if (await interrupted(backend, faults, "after")) return null;
  return { status: outcome.status, body: bodyTo(outcome.body, backend.partition), requestId };
}

function formOf(request: SignedRequest): URLSearchParams {
  const type = request.headers["content-type"] ?? "";
  return new URLSearchParams(
    type.startsWith("application/x-www-form-urlencoded") ? request.body.toString() : "",
  );
}

function unknownAction(action: string, version: string | null): AwsError {
  if (action === "") return new AwsError("MissingAction", 400, "Missing Action");
  return new AwsError(
    "InvalidAction",
    400,
    `Could not find operation ${action} for version ${version ?? "NO_VERSION_SPECIFIED"}`,
  );
}

async function outcomeOf(
  service: Service,
  action: string,
  requestId: string,
  run: () => ReturnType<Operation["run"]>,
): Promise<Outcome> {
  try {
    return { status: 200, code: null, body: responseXml(service, action, await run(), requestId) };
  } catch (error) {
    if (!(error instanceof AwsError)) console.error("The sandbox's AWS half failed:", error);
    const known =
      error instanceof AwsError
        ? error
        : new AwsError(
            "ServiceFailure",
            500,
            "The request processing has failed because of an unknown error.",
          );
    return { status: known.status, code: known.code, body: errorXml(service, known, requestId) };
  }
}

function callOf(
  backend: Backend,
  operation: Operation,
  faults: readonly Fault[],
  about: Pick<Call, "action" | "input" | "caller" | "region">,
): Call {
  const { store, young, issuers } = backend;
  const late = faults.find((fault) => fault.kind === "propagation");
  const nowMs = backend.now().getTime();
  return {
    ...about,
    view: operation.write ? store.view : store.staleView,
    nowMs,
    context: contextOf([
      ["aws:SourceIp", "127.0.0.1"],
      ["aws:CurrentTime", new Date(nowMs).toISOString()],
      ["aws:EpochTime", String(Math.floor(nowMs / 1000))],
      ["aws:RequestedRegion", about.region],
      // The sandbox stands for AWS, which is reached with TLS only.
      ["aws:SecureTransport", "true"],
      ["aws:ViaAWSService", "false"],
    ]),
    issuers,
    isTooYoung: (arn) => young.refuse(arn),
    roleCreated: (arn) => young.add(arn, late?.writes ?? 0),
    commit: (changes) => store.commit(changes, operation.write ? late?.reads : 0),
  };
}

function fail(faults: readonly Fault[]): void {
  for (const fault of faults) {
    if (fault.kind === "throttle") throw throttling();
    if (fault.kind === "error") throw new AwsError(fault.code, fault.status, fault.message);
  }
}

function interfere(store: Store, faults: readonly Fault[]): void {
  for (const fault of faults) if (fault.kind === "concurrent-writer") appendStatement(store, fault);
}

/** Delays and holds; true when the connection is to be closed at this moment. */
async function interrupted(backend: Backend, faults: readonly Fault[], moment: Moment): Promise<boolean> {
  for (const fault of faults) {
    if (fault.kind === "delay" && moment === "before") {
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
    }
    if (fault.kind === "hold" && fault.when === moment) await backend.faults.hold();
  }
  return faults.some((fault) => fault.kind === "drop" && fault.when === moment);
}
