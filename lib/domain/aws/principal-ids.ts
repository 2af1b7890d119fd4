const uniqueIds = /\bA(?:ROA|IDA)[A-Z0-9]{12,}\b/g;

/** Unique ids of roles and users that a document names, in order, with repetitions. */
export function principalIdsIn(document: string): readonly string[] {
  return document.match(uniqueIds) ?? [];
}
