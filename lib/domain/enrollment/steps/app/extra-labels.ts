import { accountLabel } from "#lib/domain/teleport/labels.ts";

const key = /^[A-Za-z0-9/._:-]+$/;
const controlCharacter = /\p{Cc}/u;

/** By field name, what is wrong with the labels of the admin's choice; empty when nothing is. */
export function extraLabelErrors(labels: Readonly<Record<string, string>>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries(labels)) {
    const problem = labelProblem(name, value);
    if (problem !== null) errors[`extraLabels.${name}`] = problem;
  }
  return errors;
}

function labelProblem(name: string, value: string): string | null {
  if (name === "") return "Give the label a name.";
  if (name === accountLabel) return `${accountLabel} is set by this app: it binds the app to its account.`;
  if (/^(?:aws-access\.teleport|teleport\.dev|teleport\.internal)\//.test(name)) {
    return "Labels under this prefix are set by Teleport and by this app.";
  }
  if (!key.test(name)) return "A label's name may hold only letters, digits and the characters / . _ : -";
  if (controlCharacter.test(value)) return "A label's value can't hold line breaks or control characters.";
  return null;
}
