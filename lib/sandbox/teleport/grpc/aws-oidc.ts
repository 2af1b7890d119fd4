import type { ServiceImpl } from "@connectrpc/connect";
import type { AWSOIDCService } from "#lib/proto/gen/teleport/integration/v1/awsoidc_service_pb.js";
import type { Cluster } from "../cluster.ts";
import { hasIntegrationPing } from "../version.ts";
import { badParameter, connectionProblem, fromAws, notFound, notImplemented } from "./errors.ts";
import { requirePermission, sessionOf, type Session } from "./session.ts";

/** A name that is given is always looked up; a role ARN that is given wins over the integration's own. */
function roleArnOf(session: Session, name: string, roleArn: string): string {
  if (name === "" && roleArn === "") throw badParameter("one of integration and role_arn is required");
  if (name === "") return roleArn;
  requirePermission(session, "integration", "read");
  const integration = session.view.get("integration", name);
  if (!integration) throw notFound(`integration "${name}" doesn't exist`);
  const spec = integration.Spec?.SubKindSpec;
  if (spec?.case !== "AWSOIDC") throw badParameter(`integration "${name}" is not an AWS OIDC integration`);
  return roleArn === "" ? spec.value.RoleARN : roleArn;
}

export function awsOidcService(cluster: Cluster): ServiceImpl<typeof AWSOIDCService> {
  return {
    async ping({ integration: name, roleArn }, context) {
      if (!hasIntegrationPing(cluster.serverVersion)) {
        throw notImplemented("unknown method Ping for service teleport.integration.v1.AWSOIDCService");
      }
      const session = sessionOf(context);
      requirePermission(session, "integration", "use");
      const arn = roleArnOf(session, name, roleArn);
      if (!cluster.aws) throw connectionProblem("this cluster reaches no AWS");
      try {
        const token = await cluster.tokens.mint("system:auth", session.user.Metadata?.Name ?? "");
        const sessionName = `teleport-${cluster.now().getTime()}`;
        const credentials = await cluster.aws.assumeWithWebIdentity(arn, token, sessionName);
        return await cluster.aws.callerIdentity(credentials);
      } catch (error) {
        throw fromAws(error);
      }
    },
  };
}
