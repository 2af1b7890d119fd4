import { collectionOf } from "./keys.ts";
import type { AccessKey, Change, Entity, EntityOf, Kind, Role, Session, User } from "./model.ts";
import type { Journal } from "./journal.ts";

/** What an operation reads: the newest state, or an older one while writes propagate. */
export interface View {
  get<K extends Kind>(kind: K, key: string): EntityOf<K> | undefined;
  list<K extends Kind>(kind: K, accountId: string): EntityOf<K>[];
  byId(id: string): Role | User | undefined;
}

interface Hidden {
  readonly before: ReadonlyMap<string, Entity | null>;
  readsLeft: number;
}

const compactAboveBytes = 16 * 1024 * 1024;

export class Store {
  readonly #entities: Map<string, Entity>;
  readonly #collections = new Map<string, Set<string>>();
  readonly #sorted = new Map<string, readonly string[]>();
  readonly #idToKey = new Map<string, string>();
  readonly #journal: Journal | null;
  #hidden: Hidden[] = [];

  constructor(journal: Journal | null) {
    this.#journal = journal;
    this.#entities = new Map(journal?.entities);
    for (const [key, entity] of this.#entities) this.#index(key, entity);
  }

  get isEmpty(): boolean {
    return this.#entities.size === 0;
  }

  /**
   * Writes all changes or none, durably before it returns. With `hiddenReads` the change stays invisible to `staleView`
   * until that many reads were answered.
   */
  commit(changes: readonly Change[], hiddenReads = 0): void {
    this.#journal?.append(changes);
    if (hiddenReads > 0) {
      const before = new Map(changes.map((c) => [c.key, this.#entities.get(c.key) ?? null]));
      this.#hidden.push({ before, readsLeft: hiddenReads });
    }
    for (const { key, entity } of changes) this.#apply(key, entity);
    if ((this.#journal?.pendingBytes() ?? 0) > compactAboveBytes) this.compact();
  }

  compact(): void {
    this.#journal?.compact(this.#entities);
  }

  /** One read was answered: writes come one step nearer to being visible. */
  countRead(): void {
    for (const hidden of this.#hidden) hidden.readsLeft -= 1;
    this.#hidden = this.#hidden.filter((hidden) => hidden.readsLeft > 0);
  }

  forgetPropagation(): void {
    this.#hidden = [];
  }

  readonly view: View = {
    get: (kind, key) => ofKind(kind, this.#entities.get(key)),
    list: (kind, accountId) =>
      this.#keys(`${kind}/${accountId}/`).flatMap((key) => ofKind(kind, this.#entities.get(key)) ?? []),
    byId: (id) => this.#identity(this.#entities.get(this.#idToKey.get(id) ?? "")),
  };

  credentials(): (AccessKey | Session)[] {
    return this.#keys("credential/all/").flatMap((key) => {
      const entity = this.#entities.get(key);
      return entity?.kind === "access-key" || entity?.kind === "session" ? [entity] : [];
    });
  }

  get staleView(): View {
    if (this.#hidden.length === 0) return this.view;
    const seen = (key: string) => {
      const first = this.#hidden.find((hidden) => hidden.before.has(key));
      return (first ? first.before.get(key) : this.#entities.get(key)) ?? undefined;
    };
    return {
      get: (kind, key) => ofKind(kind, seen(key)),
      list: (kind, accountId) => {
        const collection = `${kind}/${accountId}/`;
        const removed = this.#hidden.flatMap((hidden) => [...hidden.before.keys()]);
        const keys = new Set([...this.#keys(collection), ...removed.filter((k) => k.startsWith(collection))]);
        return [...keys].toSorted().flatMap((key) => ofKind(kind, seen(key)) ?? []);
      },
      byId: (id) => {
        const current = this.#identity(seen(this.#idToKey.get(id) ?? ""));
        return current?.id === id ? current : undefined;
      },
    };
  }

  #identity(entity: Entity | undefined): Role | User | undefined {
    return entity?.kind === "role" || entity?.kind === "user" ? entity : undefined;
  }

  #keys(collection: string): readonly string[] {
    const known = this.#sorted.get(collection);
    if (known) return known;
    const sorted = [...(this.#collections.get(collection) ?? [])].toSorted();
    this.#sorted.set(collection, sorted);
    return sorted;
  }

  #apply(key: string, entity: Entity | null): void {
    const old = this.#identity(this.#entities.get(key));
    if (old) this.#idToKey.delete(old.id);
    if (entity) {
      this.#entities.set(key, entity);
      this.#index(key, entity);
    } else {
      this.#entities.delete(key);
      this.#collections.get(collectionOf(key))?.delete(key);
      this.#sorted.delete(collectionOf(key));
    }
  }

  #index(key: string, entity: Entity): void {
    const identity = this.#identity(entity);
    if (identity) this.#idToKey.set(identity.id, key);
    const collection = collectionOf(key);
    const members = this.#collections.get(collection) ?? new Set();
    if (!members.has(key)) this.#sorted.delete(collection);
    this.#collections.set(collection, members.add(key));
  }
}

function ofKind<K extends Kind>(kind: K, entity: Entity | undefined): EntityOf<K> | undefined {
  return isKind(kind, entity) ? entity : undefined;
}

function isKind<K extends Kind>(kind: K, entity: Entity | undefined): entity is EntityOf<K> {
  return entity?.kind === kind;
}
