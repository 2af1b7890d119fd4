import { z } from "zod";

export type NameCheck = { ok: true; value: string } | { ok: false; problem: string };

const lengthMax = 63;

/**
 * An integration's name: an RFC 1035 label, since it becomes part of a host name. `true` is refused because a role
 * tagged `teleport.dev/integration: true` is a target, and the integration role carries its integration's name there.
 */
export function checkIntegrationName(name: string): NameCheck {
  const problem = problemOf(name);
  return problem === null ? { ok: true, value: name } : { ok: false, problem };
}

/** The same rule for forms. */
export const integrationName = z.string().superRefine((name, context) => {
  const problem = problemOf(name);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});

function problemOf(name: string): string | null {
  if (name === "") return "Give the integration a name.";
  if (name === "true") {
    return 'The name can\'t be "true": the integration role would carry the tag that marks target roles.';
  }
  const length = Array.from(name).length;
  if (length > lengthMax) return `The name has ${length} characters; at most ${lengthMax} are allowed.`;
  if (name.includes(".")) {
    return "The name can't contain dots: it becomes one part of a host name, and certificates cover one part only.";
  }
  if (/[A-Z]/.test(name)) return `Use lower-case letters only: ${name.toLowerCase()}.`;
  const foreign = /[^a-z0-9-]/u.exec(name)?.[0];
  if (foreign !== undefined) {
    return `The name can contain lower-case letters, digits and hyphens, but not ${nameCharacter(foreign)}.`;
  }
  if (!/^[a-z]/.test(name)) return "The name must begin with a letter.";
  if (name.endsWith("-")) return "The name must end with a letter or a digit, not with a hyphen.";
  return null;
}

function nameCharacter(character: string): string {
  if (character === "_") return "underscores";
  return /^\s$/u.test(character) ? "blanks" : `"${character}"`;
}
