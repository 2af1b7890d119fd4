/** `2026-01-01T00:00:00Z`: times in answers have no fractions. */
export const isoSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
