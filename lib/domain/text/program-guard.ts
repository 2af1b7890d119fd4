const programs = ["aws", "tctl", "jq"] as const;

/** A here-document is what is written to a file, and calls nothing. */
const files = /<<'(\w+)'\n(?:[\s\S]*?\n)?\1\n/g;

function isCalled(program: string, lines: string): boolean {
  return new RegExp(`(?:^ *|[|({!] *)${program} `, "m").test(lines);
}

/**
 * Says which of the programs that the lines call is missing, before anything is done: the shell's own word for it would
 * come in the middle, and not say what to do.
 */
export function programGuard(lines: string): string {
  const own = lines.replaceAll(files, "\n");
  const called = programs.filter((program) => isCalled(program, own));
  if (called.length === 0) return "";
  return `for program in ${called.join(" ")}; do
  command -v "$program" > /dev/null || {
    echo "This script needs $program, which is not installed here or not in PATH. Nothing was changed: install it, then run the script again." >&2
    exit 1
  }
done
`;
}

const guard = /^for program in [\s\S]*?\ndone\n/;

/** Lines without the guard that they begin with. */
export function withoutProgramGuard(lines: string): string {
  return lines.replace(guard, "");
}
