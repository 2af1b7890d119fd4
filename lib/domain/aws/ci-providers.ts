/** Hosts of the OIDC issuers by which build systems get into AWS. */
export const ciProviderHosts: readonly string[] = [
  "token.actions.githubusercontent.com",
  "gitlab.com",
  "app.terraform.io",
  "agent.buildkite.com",
  "oidc.circleci.com",
  "api.bitbucket.org",
  "vstoken.dev.azure.com",
  "oidc.vercel.com",
  "api.pulumi.com",
  "app.spacelift.io",
  "cloud.scalr.io",
  "oidc.codefresh.io",
  "oidc.semaphoreci.com",
  "pipelines.harness.io",
];

const ciWord =
  /(^|[.-])(gitlab|jenkins|buildkite|circleci|teamcity|bamboo|drone|tekton|argocd|spacelift|atlantis|semaphoreci)([.-]|$)/;

/** The host of an OIDC provider's ARN or URL where it is a build system's, else null. */
export function ciHostOf(provider: string, known: readonly string[] = ciProviderHosts): string | null {
  const rest = /^(?:arn:[\w-]+:iam::\d{12}:oidc-provider\/|https:\/\/)(.+)$/.exec(provider)?.[1];
  const host = rest?.split("/")[0]?.toLowerCase();
  if (!host) return null;
  const listed = known.some((entry) => host === entry || host.endsWith(`.${entry}`));
  return listed || ciWord.test(host) ? host : null;
}
