import "server-only";
import type { HeaderView } from "#lib/domain/enrollment/views.ts";
import { container } from "./container.ts";
import { config } from "./config.ts";
import { lastPrerequisites } from "./overview.ts";

/** What every page shows of the world around it; nothing is read for it. */
export async function headerOf(user: string): Promise<HeaderView> {
  const { missing, aws } = await container();
  const settings = config();
  const read = lastPrerequisites();
  const notices = [...missing];
  if (read) {
    for (const part of [read.cluster, read.identity, read.aws]) {
      if (!part.ok && !notices.some(({ code }) => code === part.problem.code)) notices.push(part.problem);
    }
  }
  return {
    cluster: read?.cluster.ok ? read.cluster.value.name : null,
    user,
    overriddenEndpoints: overridden(aws.endpoints()),
    sandbox: settings.AWS_ACCESS_SANDBOX === "1",
    notices,
  };
}

function overridden({
  iam,
  sts,
}: {
  iam: string | null;
  sts: string | null;
}): HeaderView["overriddenEndpoints"] {
  if (iam !== null && iam === sts) return [{ what: "IAM and STS", address: iam }];
  return [
    ...(iam === null ? [] : [{ what: "IAM", address: iam }]),
    ...(sts === null ? [] : [{ what: "STS", address: sts }]),
  ];
}
