import { AppError } from "#lib/domain/errors.ts";

// `=` is left bare only in options: as the first word, NAME=value would be an assignment.
const bare = /^(?:[A-Za-z0-9_@%+:,./-]+|-[A-Za-z0-9_@%+=:,./-]+)$/;

const reserved: ReadonlySet<string> = new Set(
  "case do done elif else esac fi for function if in select then time until while coproc".split(" "),
);

/** One argument for a POSIX shell. Throws `input-invalid` for text with a NUL character, which no argument can hold. */
export function shellQuote(argument: string): string {
  refuseNul(argument);
  return bare.test(argument) ? argument : singleQuote(argument);
}

/** A command with its arguments as one line to paste; an argument with line breaks makes it several. */
export function shellLine(args: readonly string[]): string {
  const [command, ...rest] = args;
  if (command === undefined) return "";
  const first = reserved.has(command) ? singleQuote(command) : shellQuote(command);
  return [first, ...rest.map(shellQuote)].join(" ");
}

/** dash loses a byte of what follows where a line begins like the delimiter and goes on beyond ASCII. */
const lostInHereDocument = /^E.*[^\p{ASCII}]/mu;

/** Shell lines that write a file with exactly this content; they end with a line break. */
export function shellFile(name: string, content: string): string {
  refuseNul(content);
  const target = shellQuote(name);
  // A here-document always ends with a line break, so that other text has to go another way.
  if ((content !== "" && !content.endsWith("\n")) || lostInHereDocument.test(content)) {
    return `printf %s ${singleQuote(content)} > ${target}\n`;
  }
  const delimiter = delimiterFor(content);
  return `cat > ${target} <<'${delimiter}'\n${content}${delimiter}\n`;
}

function delimiterFor(content: string): string {
  let delimiter = "EOF";
  for (let count = 2; content.includes(delimiter); count += 1) delimiter = `END_${count}`;
  return delimiter;
}

function singleQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function refuseNul(text: string): void {
  if (!text.includes("\0")) return;
  throw new AppError({
    code: "input-invalid",
    what: "A value can't be written into a command.",
    why: "It contains a NUL character, which no command line can hold.",
    remedy: "Remove the NUL character from the name or document.",
  });
}
