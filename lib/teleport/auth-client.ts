import { Code, ConnectError, createClient } from "@connectrpc/connect";
import type { Client } from "@connectrpc/connect";
import type { DescService } from "@bufbuild/protobuf";
import { AppError } from "#lib/domain/errors.ts";
import type { Clock } from "#lib/enrollment/ports.ts";
import { openConnection } from "./auth-connection.ts";
import type { AuthConnection, ConnectionTimings } from "./auth-connection.ts";
import { formatAddress } from "./address.ts";
import type { Address } from "./address.ts";
import { closedUnanswered, noTlsRouting } from "./connection-problem.ts";
import type { DialedPeer } from "./connection-problem.ts";
import { mapGrpcError } from "./grpc-error.ts";
import type { GrpcCall } from "./grpc-error.ts";
import { authRoute } from "./handshake.ts";
import { assertNotExpired } from "./identity-age.ts";
import type { Identity, IdentitySource } from "./identity-source.ts";
import type { WebTarget } from "./web-request.ts";

/** What the proxy must say before the auth service can be dialled. */
interface ClusterFacts {
  clusterName: string;
  serverVersion: string;
  tlsRouting: boolean;
}

export interface AuthClient {
  /** Repeated while the cluster is unavailable. */
  read<S extends DescService, T>(
    service: S,
    call: GrpcCall,
    request: (client: Client<S>) => Promise<T>,
  ): Promise<T>;
  /** Sent once: an answer that was lost does not say that nothing happened. */
  write<S extends DescService, T>(
    service: S,
    call: GrpcCall,
    request: (client: Client<S>) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

export interface AuthClientOptions {
  identities: IdentitySource;
  facts(): Promise<ClusterFacts>;
  /** Where the proxy's web API is reached, and under which name. */
  webTarget(): Promise<WebTarget>;
  proxyAddress: Address;
  directAuthAddress: Address | null;
  timings: ConnectionTimings;
  clock: Clock;
  random: () => number;
}

interface Connected {
  connection: AuthConnection;
  identity: Identity;
}

const readBackOffsMs = [200, 1_000, 3_000];

export function openAuthClient(options: AuthClientOptions): AuthClient {
  let connection: AuthConnection | null = null;
  let openedFor = "";

  /** The connection of the newest identity; the one before it finishes what it has under way. */
  const connected = async (): Promise<Connected> => {
    assertNotExpired(await options.identities.current(), options.clock.now());
    const { clusterName, serverVersion, tlsRouting } = await options.facts();
    if (!tlsRouting && options.directAuthAddress === null) {
      throw new AppError(noTlsRouting(formatAddress(options.proxyAddress)));
    }
    // After the last wait: a call that waited must not bring an older identity's connection back.
    const identity = await options.identities.current();
    assertNotExpired(identity, options.clock.now());
    const key = `${identity.generation} ${clusterName} ${serverVersion}`;
    if (connection === null || openedFor !== key) {
      connection?.retire();
      const address = options.directAuthAddress ?? options.proxyAddress;
      const reach =
        options.directAuthAddress === null
          ? { address, alpnRoute: authRoute(clusterName), web: options.webTarget }
          : { address, alpnRoute: null, web: null };
      connection = openConnection(identity, reach, serverVersion, options.timings);
      openedFor = key;
    }
    return { connection, identity };
  };

  const once = async <S extends DescService, T>(
    service: S,
    call: GrpcCall,
    request: (client: Client<S>) => Promise<T>,
  ): Promise<T> => {
    const current = await connected();
    try {
      await current.connection.ready();
      return await current.connection.track(request(createClient(service, current.connection.transport)));
    } catch (error) {
      throw mapGrpcError(error, call, peerOf(current));
    }
  };

  const peerOf = ({ connection, identity }: Connected): DialedPeer => ({
    address: options.directAuthAddress ?? options.proxyAddress,
    direct: options.directAuthAddress !== null,
    handshake: connection.handshake(),
    userName: identity.certificate.userName,
  });

  /** After all attempts: the handshake succeeds each time, and then the connection ends. */
  const explained = (error: unknown, current: Connected): unknown => {
    const { connection } = current;
    const handshake = connection.handshake();
    const accepted = handshake?.finished === true && handshake.speaksHttp2;
    if (!isTransient(error) || !accepted || !connection.unanswered()) return error;
    const { address, userName } = peerOf(current);
    return new AppError(closedUnanswered(userName, formatAddress(address)), { cause: error });
  };

  const isTransient = (error: unknown): boolean =>
    error instanceof AppError &&
    error.code === "teleport-unreachable" &&
    (!(error.cause instanceof ConnectError) || error.cause.code !== Code.DeadlineExceeded);

  return {
    async read(service, call, request) {
      for (const backOffMs of readBackOffsMs) {
        try {
          return await once(service, call, request);
        } catch (error) {
          if (!isTransient(error)) throw error;
          await options.clock.sleep(backOffMs * (0.5 + options.random() / 2));
        }
      }
      try {
        return await once(service, call, request);
      } catch (error) {
        throw explained(error, await connected());
      }
    },
    write: once,
    close() {
      connection?.close();
      connection = null;
    },
  };
}
