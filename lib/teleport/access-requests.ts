import { timestampDate } from "@bufbuild/protobuf/wkt";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import {
  RequestState,
  type AccessRequestSpecV3,
} from "#lib/proto/gen/teleport/legacy/types/access_request_pb.js";
import { AppError } from "#lib/domain/errors.ts";
import type { AuthClient } from "./auth-client.ts";

/** The roles that the user may hold now by requests that were approved and have not expired, each once. */
export async function approvedRoles(client: AuthClient, name: string, now: Date): Promise<readonly string[]> {
  const call = { verb: "list", kind: "access_request", name: "" };
  try {
    return await client.read(AuthService, call, async (service) => {
      const roles = new Set<string>();
      const filter = { User: name, State: RequestState.APPROVED };
      for await (const { Spec } of service.getAccessRequestsV2(filter)) {
        if (Spec && isInForce(Spec, name, now)) for (const role of Spec.Roles) roles.add(role);
      }
      return [...roles];
    });
  } catch (error) {
    // A role that was made for an earlier version of the app may not read requests: then they confirm nothing.
    if (error instanceof AppError && error.code === "teleport-access-denied") return [];
    throw error;
  }
}

/** A request for certain resources gives its roles for these alone: what they give here is not known by it. */
function isInForce(spec: AccessRequestSpecV3, name: string, now: Date): boolean {
  const { Expires, AssumeStartTime, RequestedResourceIDs, RequestedResourceAccessIDs } = spec;
  const forResources = RequestedResourceIDs.length + RequestedResourceAccessIDs.length > 0;
  return (
    spec.User === name &&
    spec.State === RequestState.APPROVED &&
    !forResources &&
    Expires !== undefined &&
    timestampDate(Expires) > now &&
    (AssumeStartTime === undefined || timestampDate(AssumeStartTime) <= now)
  );
}
