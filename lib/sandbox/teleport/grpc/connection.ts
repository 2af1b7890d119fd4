import { createContextKey } from "@connectrpc/connect";

/** The connection below a call, for the fault that cuts it. */
export interface Connection {
  drop(): void;
}

export const connectionKey = createContextKey<Connection>({ drop: () => undefined });
