import { accountColours, type AccountColour, type AccountProfile } from "./observation.ts";

/** What stands for an account that nobody has described yet. */
export function defaultProfile(accountId: string, displayName: string): AccountProfile {
  return {
    accountId,
    displayName,
    colour: defaultColour(accountId),
    environment: null,
    contact: null,
    accessRoleArn: null,
    externalId: null,
  };
}

/** The same account gets the same colour everywhere. */
export function defaultColour(accountId: string): AccountColour {
  const sum = Array.from(accountId).reduce((total, digit) => (total * 31 + Number(digit)) % 9973, 7);
  return accountColours[sum % accountColours.length] ?? "blue";
}
