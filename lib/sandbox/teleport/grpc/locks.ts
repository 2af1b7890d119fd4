import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { LockTarget, LockV2 } from "#lib/proto/gen/teleport/legacy/types/lock_pb.js";
import type { Cluster } from "../cluster.ts";
import { requirePermission, sessionOf } from "./session.ts";

function isInForce(lock: LockV2, now: Date): boolean {
  const expires = lock.Spec?.Expires;
  return expires === undefined || timestampDate(expires) > now;
}

function matches(lock: LockV2, wanted: LockTarget): boolean {
  const target = lock.Spec?.Target;
  if (wanted.User !== "") return target?.User === wanted.User;
  return wanted.Role !== "" && target?.Role === wanted.Role;
}

export function lockMethods(cluster: Cluster): Pick<ServiceImpl<typeof AuthService>, "getLocks"> {
  return {
    getLocks({ Targets, InForceOnly }, context) {
      const session = sessionOf(context);
      requirePermission(session, "lock", "list", "read");
      const locks = session.view
        .list("lock")
        .map(({ row }) => row)
        .filter((lock) => !InForceOnly || isInForce(lock, cluster.now()))
        .filter((lock) => Targets.length === 0 || Targets.some((target) => matches(lock, target)));
      return { Locks: locks };
    },
  };
}
