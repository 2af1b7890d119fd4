import { AppError } from "#lib/domain/errors.ts";
import type { RoleRule } from "#lib/domain/teleport/types.ts";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import type { Rule } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import type { AuthClient } from "./auth-client.ts";
import { unlessMissing } from "./outcomes.ts";

function mapRule(role: string, effect: RoleRule["effect"], rule: Rule): RoleRule {
  return { role, effect, kinds: [...rule.Resources], verbs: [...rule.Verbs], conditional: rule.Where !== "" };
}

/** Everybody may read the roles that they hold: one that is missing or refused is not held any more. */
async function unlessLost<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await unlessMissing(reading);
  } catch (error) {
    if (error instanceof AppError && error.code === "teleport-access-denied") return null;
    throw error;
  }
}

/** Rules of both sides, of all roles named; roles that are gone since the identity was issued count no more. */
export async function readOwnRules(
  client: AuthClient,
  roleNames: readonly string[],
): Promise<readonly RoleRule[]> {
  const rules = await Promise.all(
    roleNames.map(async (name) => {
      const call = { verb: "read", kind: "role", name };
      const role = await unlessLost(
        client.read(AuthService, call, (service) => service.getRole({ Name: name })),
      );
      return [
        ...(role?.Spec?.Allow?.Rules ?? []).map((rule) => mapRule(name, "allow", rule)),
        ...(role?.Spec?.Deny?.Rules ?? []).map((rule) => mapRule(name, "deny", rule)),
      ];
    }),
  );
  return rules.flat();
}
