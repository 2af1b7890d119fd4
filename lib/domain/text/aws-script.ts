import { shellLine, shellQuote } from "./shell.ts";

/** What every script begins with. */
export const scriptHeader =
  "#!/bin/sh\n# Save this as a file and run it with sh: it ends at the first command that fails.\nset -eu\n";

/** Credentials of the wrong account would find roles of the same names: the script asks first. */
export function accountGuard({ accountId }: { accountId: string }): string {
  return [
    "export AWS_PAGER=''",
    "account=$(aws sts get-caller-identity --query Account --output text)",
    `if [ "$account" != ${shellQuote(accountId)} ]; then`,
    `  echo "These credentials belong to account $account, not to ${accountId}. Nothing was changed." >&2`,
    "  exit 1",
    "fi",
    "",
  ].join("\n");
}

/** Options in their order; one without values is left out. */
export function aws(command: string, options: Readonly<Record<string, string | readonly string[]>>): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    const values = typeof value === "string" ? [value] : value;
    return values.length === 0 ? [] : [`--${name}`, ...values];
  });
  return `${shellLine(["aws", ...command.split(" "), ...words])}\n`;
}
