import { Code, ConnectError } from "@connectrpc/connect";
import { AwsRefusal, AwsUnreachable } from "../launch/aws-sessions.ts";

/** Teleport's error kinds and the codes that its interceptors give them. */
export const notFound = (message: string): ConnectError => new ConnectError(message, Code.NotFound);
export const alreadyExists = (message: string): ConnectError => new ConnectError(message, Code.AlreadyExists);
export const accessDenied = (message: string): ConnectError =>
  new ConnectError(message, Code.PermissionDenied);
export const badParameter = (message: string): ConnectError =>
  new ConnectError(message, Code.InvalidArgument);
export const compareFailed = (message: string): ConnectError =>
  new ConnectError(message, Code.FailedPrecondition);
export const notImplemented = (message: string): ConnectError =>
  new ConnectError(message, Code.Unimplemented);
export const connectionProblem = (message: string): ConnectError =>
  new ConnectError(message, Code.Unavailable);
/** An error that has no kind of its own arrives as UNKNOWN. */
export const untyped = (message: string): ConnectError => new ConnectError(message, Code.Unknown);

/** AWS's own words are passed through. */
export function fromAws(error: unknown): unknown {
  if (error instanceof AwsRefusal) return untyped(error.message);
  if (error instanceof AwsUnreachable) return connectionProblem(error.message);
  return error;
}
