import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { RequestState } from "#lib/proto/gen/teleport/legacy/types/access_request_pb.js";
import { requirePermission, sessionOf } from "./session.ts";

export function accessRequestMethods(): Pick<ServiceImpl<typeof AuthService>, "getAccessRequestsV2"> {
  return {
    async *getAccessRequestsV2({ ID, User, State }, context) {
      const session = sessionOf(context);
      requirePermission(session, "access_request", "list", "read");
      for (const { key, row } of session.view.list("accessRequest")) {
        const { Spec } = row;
        const matches =
          (ID === "" || ID === key) &&
          (User === "" || User === Spec?.User) &&
          (State === RequestState.NONE || State === Spec?.State);
        if (matches) yield row;
      }
    },
  };
}
