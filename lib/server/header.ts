import "server-only";
import type { HeaderView } from "#lib/domain/enrollment/views.ts";
import { worldNotices } from "#lib/domain/enrollment/world-notices.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import { container } from "./container.ts";
import { config } from "./config.ts";
import { journalProblem } from "./journal-check.ts";
import { lastPrerequisites } from "./overview.ts";

/** Said by the identity file itself, each time anew: what was read of them before no longer counts. */
const ofIdentityFile: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "teleport-identity-missing",
  "teleport-identity-expired",
  "teleport-identity-not-renewed",
]);

/** What every page shows of the world around it; for it nothing is asked of cluster or account. */
export async function headerOf(user: string): Promise<HeaderView> {
  const { missing, aws, identityFileProblem } = await container();
  const settings = config();
  const read = lastPrerequisites();
  const fileProblem = await identityFileProblem();
  const tampered = journalProblem();
  const notices = [...(tampered ? [tampered] : []), ...missing, ...(fileProblem ? [fileProblem] : [])];
  if (read) {
    for (const part of [read.cluster, read.identity, read.aws]) {
      if (part.ok || ofIdentityFile.has(part.problem.code)) continue;
      if (!notices.some(({ code }) => code === part.problem.code)) notices.push(part.problem);
    }
    notices.push(...worldNotices(read));
  }
  return {
    cluster: read?.cluster.ok ? read.cluster.value.name : null,
    user,
    overriddenEndpoints: [...ofAws(aws.endpoints()), ...ofTeleport(settings)],
    sandbox: settings.AWS_ACCESS_SANDBOX === "1",
    notices,
  };
}

function ofAws({ iam, sts }: { iam: string | null; sts: string | null }): HeaderView["overriddenEndpoints"] {
  if (iam !== null && iam === sts) return [{ what: "IAM and STS", address: iam }];
  return [
    ...(iam === null ? [] : [{ what: "IAM", address: iam }]),
    ...(sts === null ? [] : [{ what: "STS", address: sts }]),
  ];
}

/** Links into Teleport lead to the one, identities and resources go to the other. */
function ofTeleport(
  settings: Pick<ReturnType<typeof config>, "TELEPORT_WEB_URL" | "TELEPORT_AUTH_ADDRESS">,
): HeaderView["overriddenEndpoints"] {
  const { TELEPORT_WEB_URL: webUrl, TELEPORT_AUTH_ADDRESS: authAddress } = settings;
  return [
    ...(webUrl ? [{ what: "Teleport’s web UI", address: webUrl }] : []),
    ...(authAddress ? [{ what: "Teleport’s auth service", address: authAddress }] : []),
  ];
}
