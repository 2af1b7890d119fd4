import { programGuard, withoutProgramGuard } from "./program-guard.ts";
import { shellLine, shellQuote } from "./shell.ts";

const header =
  "#!/bin/sh\n# Save this as a file and run it with sh: it ends at the first command that fails.\nset -eu\n";

/** A script of these lines. */
export function wholeScript(...lines: readonly string[]): string {
  const text = lines.join("");
  return `${header}${programGuard(text)}${text}`;
}

/** The lines of a whole script. */
export function linesOf(script: string): string {
  return script.startsWith(header) ? withoutProgramGuard(script.slice(header.length)) : script;
}

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

/**
 * Looks whether AWS has something before the script writes it. Only AWS's word that there is none counts as none: who may
 * not look, or is told to come later, would else write over what is there. Both branches are lines with their line breaks.
 */
export function whetherThere(
  look: { what: string; command: readonly string[] },
  found: string,
  missing: string,
): string {
  const unknown = `${look.what} may be there already: AWS did not say. So it was not written, nor anything after it.`;
  return [
    `if answer=$(${shellLine(look.command)} 2>&1 > /dev/null); then`,
    `${found}else`,
    '  case "$answer" in',
    "  *'(NoSuchEntity)'*) ;;",
    `  *) printf '%s\\n' "$answer" ${shellQuote(unknown)} >&2; exit 1 ;;`,
    "  esac",
    `${missing}fi`,
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
