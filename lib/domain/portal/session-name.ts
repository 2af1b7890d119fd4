import { sessionName } from "#lib/domain/enrollment/steps/access/preview.ts";

/** What makes every launch of this user fail, whatever the role. */
export function sessionNameWarning(userName: string): string[] {
  if (sessionName.test(userName)) return [];
  return [
    `AWS refuses the session name ${userName}: it takes 2 to 64 letters, digits and the characters _ + = , . @ - and Teleport sends your user name as it is. Ask your Teleport administrators for another user name.`,
  ];
}
