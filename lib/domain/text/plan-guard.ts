import { shellQuote } from "./shell.ts";

/*
 * A script may be run days after the plan that it renders. So it looks first, sets `state` to what it found, and writes
 * only where that is what the plan saw: what others wrote since stays.
 */

/** Says something to whoever runs the script; a line with its line break. */
export function say(words: string): string {
  return `printf '%s\\n' ${shellQuote(words)} >&2\n`;
}

/** The lines run where `state` is `as-read`. Already as planned is nothing to do; anything else ends the script. */
export function ifAsRead(what: string, lines: string): string {
  return [
    'case "$state" in\nas-read)\n',
    lines,
    ";;\nas-planned)\n",
    say(`${what} is as planned already: nothing was written to it.`),
    ";;\n*)\n",
    hasMoved(what),
    ";;\nesac\n",
  ].join("");
}

/** The end of a script that found something else than its plan did. */
export function hasMoved(what: string): string {
  return `${say(
    `${what} is not what this script was made from: somebody changed it since. It was left as it is, and nothing after it was done. Prepare the step anew in the app: it shows what is there now.`,
  )}exit 1\n`;
}
