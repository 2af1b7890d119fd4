import { AppError } from "#lib/domain/errors.ts";

/** Errors of the database in the app's words: the run that needs it stops before anything is written unseen. */
export async function guarded<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw journalUnavailable(cause);
  }
}

export function journalUnavailable(cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new AppError(
    {
      code: "journal-unavailable",
      what: "The journal could not be read or written.",
      why: code === "" ? "Its database gave an error." : `Its database answered ${code}.`,
      remedy:
        "See that the disk has room and the database runs, then try again. Nothing is changed in AWS or Teleport without the journal.",
      ...(code === "" ? {} : { evidence: code }),
    },
    { cause },
  );
}
