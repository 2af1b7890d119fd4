import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { readStateFile, writeFileAtomically } from "../../state-file.ts";
import type { Change, Entity } from "./model.ts";

/**
 * The state is a snapshot and an append-only journal beside it. A line is written before the call is answered, so a
 * process that is killed loses nothing that it acknowledged, and a write costs one line however large the account is.
 */
export interface Journal {
  readonly entities: ReadonlyMap<string, Entity>;
  append(changes: readonly Change[]): void;
  /** Bytes appended since the last snapshot. */
  readonly pendingBytes: () => number;
  compact(entities: ReadonlyMap<string, Entity>): void;
  close(): void;
}

const entity = z.custom<Entity>(
  (value) => typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string",
);
const snapshotShape = z.object({ version: z.literal(1), entities: z.array(z.tuple([z.string(), entity])) });
const lineShape = z.array(z.tuple([z.string(), entity.nullable()]));

export function openJournal(path: string): Journal {
  const journalPath = `${path}.journal`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const entities = readSnapshot(path);
  for (const changes of readLines(journalPath)) {
    for (const [key, value] of changes) {
      if (value) entities.set(key, value);
      else entities.delete(key);
    }
  }
  let descriptor: number | null = null;
  let bytes = 0;
  const close = () => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  return {
    entities,
    append(changes) {
      descriptor ??= openSync(journalPath, "a", 0o600);
      bytes += writeSync(descriptor, `${JSON.stringify(changes.map((c) => [c.key, c.entity]))}\n`);
    },
    pendingBytes: () => bytes,
    compact(all) {
      // Order matters: lines applied twice give the same state, lines lost do not.
      writeFileAtomically(path, JSON.stringify({ version: 1, entities: [...all] }));
      close();
      rmSync(journalPath, { force: true });
      bytes = 0;
    },
    close,
  };
}

function readSnapshot(path: string): Map<string, Entity> {
  const raw = readStateFile(path);
  if (raw === null) return new Map();
  const parsed = snapshotShape.safeParse(raw);
  if (!parsed.success) {
    throw new Error(`The sandbox's state in ${path} can't be read; npm run sandbox:reset clears it.`);
  }
  return new Map(parsed.data.entities);
}

function readLines(path: string): z.infer<typeof lineShape>[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  // A line without its end was being written when the process died: its call was never answered.
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter(Boolean)
    .map((line) => lineShape.parse(JSON.parse(line)));
}
