/* What differs between the versions of Teleport that the app meets, 16 to 19. */

const majorOf = (serverVersion: string): number => Number.parseInt(serverVersion, 10);

const roleVersions = ["v3", "v4", "v5", "v6", "v7"];

export function knowsRoleVersion(serverVersion: string, roleVersion: string): boolean {
  const major = majorOf(serverVersion);
  if (roleVersion === "v8") return major >= 18;
  if (roleVersion === "v9") return major >= 19;
  return roleVersions.includes(roleVersion);
}

/** Which release first had AWSOIDCService/Ping is not confirmed (16 or 17): this cluster takes the later one. */
export function hasIntegrationPing(serverVersion: string): boolean {
  return majorOf(serverVersion) >= 17;
}
