export { claimDataDir, type Claimant, type DataDirClaim } from "./claim.ts";
export { journalKeyFrom } from "./journal-key.ts";
export { openJournal, type JournalOptions, type OpenJournal } from "./journal.ts";
export { leaseDurationMs } from "./lease.ts";
