import "server-only";
import type { HeaderView } from "#lib/domain/enrollment/views.ts";
import { container } from "./container.ts";
import { config } from "./config.ts";
import { judgeEndpoints } from "./endpoints.ts";
import { lastPrerequisites } from "./overview.ts";

/** What every page shows of the world around it; nothing is read for it. */
export async function headerOf(user: string): Promise<HeaderView> {
  const { missing } = await container();
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
    overriddenEndpoints: judgeEndpoints({
      AWS_ENDPOINT_URL: settings.AWS_ENDPOINT_URL,
      AWS_ENDPOINT_URL_IAM: settings.AWS_ENDPOINT_URL_IAM,
      AWS_ENDPOINT_URL_STS: settings.AWS_ENDPOINT_URL_STS,
    })
      .effective.filter(({ overridden }) => overridden)
      .map(({ what, address }) => ({ what, address })),
    sandbox: settings.AWS_ACCESS_SANDBOX === "1",
    notices,
  };
}
