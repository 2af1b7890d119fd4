import { fromBinary, toBinary, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import {
  AccessRequestV3Schema,
  type AccessRequestV3,
} from "#lib/proto/gen/teleport/legacy/types/access_request_pb.js";
import { AppServerV3Schema, type AppServerV3 } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import {
  IntegrationV1Schema,
  type IntegrationV1,
} from "#lib/proto/gen/teleport/legacy/types/integration_pb.js";
import {
  EventUnstructuredSchema,
  type EventUnstructured,
} from "#lib/proto/gen/teleport/auditlog/v1/auditlog_pb.js";
import { LockV2Schema, type LockV2 } from "#lib/proto/gen/teleport/legacy/types/lock_pb.js";
import { RoleV6Schema, type RoleV6 } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { UserV2Schema, type UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";

export interface Rows {
  role: RoleV6;
  user: UserV2;
  integration: IntegrationV1;
  appServer: AppServerV3;
  lock: LockV2;
  accessRequest: AccessRequestV3;
  event: EventUnstructured;
}

export type TableName = keyof Rows;

/** A row of any table, with the key that it is stored under. */
export type AnyRow = { [T in TableName]: { table: T; key: string; row: Rows[T] } }[TableName];

interface Codec<M> {
  encode(message: M): Uint8Array;
  decode(bytes: Uint8Array): M;
}

function codecOf<D extends DescMessage>(schema: D): Codec<MessageShape<D>> {
  return {
    encode: (message) => toBinary(schema, message),
    decode: (bytes) => fromBinary(schema, bytes),
  };
}

const codecs: { readonly [T in TableName]: Codec<Rows[T]> } = {
  role: codecOf(RoleV6Schema),
  user: codecOf(UserV2Schema),
  integration: codecOf(IntegrationV1Schema),
  appServer: codecOf(AppServerV3Schema),
  lock: codecOf(LockV2Schema),
  accessRequest: codecOf(AccessRequestV3Schema),
  event: codecOf(EventUnstructuredSchema),
};

/** Rows are kept as the bytes that came in, so that fields unknown here are given back as they were. */
export type Tables = Readonly<Record<TableName, ReadonlyMap<string, Uint8Array>>>;

export const emptyTables: Tables = {
  role: new Map(),
  user: new Map(),
  integration: new Map(),
  appServer: new Map(),
  lock: new Map(),
  accessRequest: new Map(),
  event: new Map(),
};

export function encodeRow<T extends TableName>(table: T, row: Rows[T]): Uint8Array {
  return codecs[table].encode(row);
}

/** The cluster's resources at one moment. */
export class View {
  readonly #tables: Tables;
  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get<T extends TableName>(table: T, key: string): Rows[T] | null {
    const bytes = this.#tables[table].get(key);
    return bytes ? codecs[table].decode(bytes) : null;
  }

  /** All rows in the order of their keys, which is the order of pages too. */
  list<T extends TableName>(table: T): { key: string; row: Rows[T] }[] {
    const entries = [...this.#tables[table]].sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([key, bytes]) => ({ key, row: codecs[table].decode(bytes) }));
  }
}
