/**
 * The part of a Teleport role's name that stands for an IAM role. Teleport refuses `=`, `,` and `..` in names, IAM
 * allows them: these characters become `:` and their two hex digits. IAM names never hold a `:`, so that no two meet.
 */
export function encodeRoleName(iamRoleName: string): string {
  return iamRoleName.replace(/[=,]|(?<=\.)\./g, (character) => `:${character.charCodeAt(0).toString(16)}`);
}

/** A file name for a document about a role. `:` can't be in file names everywhere; `~` is in no such name. */
export function encodeFileName(roleName: string): string {
  return roleName.replaceAll("/", "~2f").replaceAll(":", "~");
}
