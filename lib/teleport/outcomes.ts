import { AppError } from "#lib/domain/errors.ts";

/** Null where the resource does not exist. */
export async function unlessMissing<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AppError && error.code === "teleport-not-found") return null;
    throw error;
  }
}
