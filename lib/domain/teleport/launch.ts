import { shellLine } from "#lib/domain/text/shell.ts";

export interface LaunchTarget {
  /** Base address of the cluster's web UI. */
  webUrl: string;
  cluster: string;
  /** The app's public address; a port is left out, for the launcher adds the browser's. */
  publicAddr: string;
  roleArn: string;
}

/** The host of a public address, which may name a port. */
export function hostOf(publicAddr: string): string {
  return publicAddr.replace(/:\d*$/, "");
}

/** The address that signs a person in to the AWS console, through Teleport, as one role. */
export function launchUrl({ webUrl, cluster, publicAddr, roleArn }: LaunchTarget): string {
  const host = hostOf(publicAddr);
  const path = [host, cluster, host, roleArn].map((part) => encodeURIComponent(part.toWellFormed()));
  return `${webUrl.replace(/\/+$/, "")}/web/launch/${path.join("/")}`;
}

export interface CommandLine {
  purpose: string;
  line: string;
}

export interface CliTarget {
  /** Host, and port unless 443. */
  proxyAddress: string;
  app: string;
  roleArn: string;
  /** Null: `tsh` asks. */
  user: string | null;
}

/** How to use one role from the command line, in the order in which the lines are run. */
export function tshLines({ proxyAddress, app, roleArn, user }: CliTarget): CommandLine[] {
  const login = ["tsh", "login", `--proxy=${proxyAddress}`, ...(user === null ? [] : [`--user=${user}`])];
  return [
    { purpose: "Sign in to the cluster", line: shellLine(login) },
    {
      purpose: "Choose the app and the role",
      line: shellLine(["tsh", "apps", "login", "--aws-role", roleArn, app]),
    },
    {
      purpose: "Run an AWS command",
      line: shellLine(["tsh", "aws", "--app", app, "sts", "get-caller-identity"]),
    },
    { purpose: "Serve AWS SDKs and other tools", line: shellLine(["tsh", "proxy", "aws", "--app", app]) },
    { purpose: "Sign out of the app", line: shellLine(["tsh", "apps", "logout", app]) },
  ];
}
