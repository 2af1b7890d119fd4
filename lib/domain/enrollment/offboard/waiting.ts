import { valueOr } from "../observation.ts";
import { keysOf, kept, nothingHere, type Layer, type Removal } from "./layer.ts";
import { isRoleMadeHere } from "./role.ts";

interface Layers {
  integration: Layer;
  policy: Layer;
  role: Layer;
}

/**
 * While something keeps the integration role that should go, the Teleport integration stays too: by it the enrollment is
 * found again, to be finished.
 */
export function untilRoleGoes(removal: Removal, { integration, policy, role }: Layers): Layers {
  const arn = valueOr(removal.o.integrationRole, null)?.arn;
  const goes = arn !== undefined && (isRoleMadeHere(removal, arn) || removal.choices.has("role"));
  const [obstacle] = role.leftOut;
  const keys = keysOf(integration);
  if (!goes || obstacle === undefined || keys.length === 0) return { integration, policy, role };
  const what = `The Teleport integration ${removal.o.integrationName} stays.`;
  const why = `Its role is kept: ${obstacle.why} By the integration the enrollment is found again, to be finished.`;
  return {
    integration: { ...nothingHere, leftOut: [kept(what, why, obstacle.remedy, arn)] },
    policy: withoutNeeds(policy, keys),
    role,
  };
}

function withoutNeeds(layer: Layer, keys: readonly string[]): Layer {
  const changes = layer.changes.map((change) => ({
    ...change,
    needs: change.needs.filter((need) => !keys.includes(need)),
  }));
  return { ...layer, changes };
}
