import { AppError } from "#lib/domain/errors.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";

async function unless<T>(codes: readonly ErrorCode[], result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  }
}

/** Null where the thing does not exist. */
export const unlessMissing = <T>(result: Promise<T>): Promise<T | null> => unless(["aws-not-found"], result);

/** Null where it may not be read, or is gone or unknown to the endpoint. */
export const unlessDenied = <T>(result: Promise<T>): Promise<T | null> =>
  unless(["aws-access-denied", "aws-unsupported", "aws-not-found"], result);
