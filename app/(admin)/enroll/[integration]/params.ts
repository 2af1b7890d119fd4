export type EnrollmentParams = Promise<{ integration: string }>;

/** The name as it was meant: the address carries it encoded. */
export async function integrationOf(params: EnrollmentParams): Promise<string> {
  return decode((await params).integration);
}

/** A part of an address; what can't be decoded names nothing. */
export function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
