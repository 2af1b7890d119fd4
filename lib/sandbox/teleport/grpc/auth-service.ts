import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { Cluster } from "../cluster.ts";
import { accessRequestMethods } from "./access-requests.ts";
import { appServerMethods } from "./app-servers.ts";
import { lockMethods } from "./locks.ts";
import { roleMethods } from "./roles.ts";
import { sessionOf } from "./session.ts";

export function authService(cluster: Cluster, hostCaPem: string): ServiceImpl<typeof AuthService> {
  return {
    ...roleMethods(cluster),
    ...appServerMethods(cluster),
    ...lockMethods(cluster),
    ...accessRequestMethods(),
    ping: () => ({
      ClusterName: cluster.name,
      ServerVersion: cluster.serverVersion,
      ServerFeatures: {},
      ProxyPublicAddr: `${cluster.publicHost}:443`,
      RemoteAddr: "127.0.0.1",
    }),
    getDomainName: () => ({ DomainName: cluster.name }),
    getClusterCACert: () => ({ TLSCA: Buffer.from(hostCaPem) }),
    getCurrentUser: (_request, context) => sessionOf(context).user,
  };
}
