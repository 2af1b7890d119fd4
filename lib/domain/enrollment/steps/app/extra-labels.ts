import { accountLabel } from "#lib/domain/teleport/labels.ts";

const key = /^[A-Za-z0-9/._:-]+$/;
const controlCharacter = /\p{Cc}/u;

/** What is wrong with the labels of the admin's choice; empty when nothing is. */
export function extraLabelErrors(
  labels: Readonly<Record<string, string>>,
): { name: string; problem: string }[] {
  return Object.entries(labels).flatMap(([name, value]) => {
    const problem = labelProblem(name, value);
    return problem === null ? [] : [{ name, problem }];
  });
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
