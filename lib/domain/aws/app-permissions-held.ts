import type { AwsIdentity } from "./types.ts";

/** An action on a resource, both as a policy names them. */
export interface AskedAction {
  action: string;
  /** ARN, or `*`. */
  resource: string;
}

/** What AWS's simulation of the policies says of one action: a prediction, for it knows no session policy. */
export interface HeldAction extends AskedAction {
  verdict: "allowed" | "denied" | "unknown";
  /** Why it is denied or not known, one sentence; null where there is nothing to add. */
  because: string | null;
}

export interface SimulationBatch {
  actions: readonly string[];
  resources: readonly string[];
}

/**
 * As few calls as can be: a call asks all of its actions on all of its resources, so that resources with the same
 * questions share one.
 */
export function simulationBatches(asked: readonly AskedAction[], resourcesAtMost: number): SimulationBatch[] {
  const actionsOf = new Map<string, Set<string>>();
  for (const { action, resource } of asked) {
    const actions = actionsOf.get(resource);
    if (actions) actions.add(action);
    else actionsOf.set(resource, new Set([action]));
  }
  const groups = Map.groupBy(actionsOf, ([, actions]) => JSON.stringify([...actions].toSorted()));
  return [...groups].flatMap(([key, members]) => {
    const resources = members.map(([resource]) => resource);
    const chunks = Array.from({ length: Math.ceil(resources.length / resourcesAtMost) }, (_, index) =>
      resources.slice(index * resourcesAtMost, (index + 1) * resourcesAtMost),
    );
    return chunks.map((chunk) => ({ actions: JSON.parse(key) as string[], resources: chunk }));
  });
}

/** The user or role whose policies count; null for root, federated users, and a session whose role is not known. */
export function principalArn({ arn, roleArn }: Pick<AwsIdentity, "arn" | "roleArn">): string | null {
  return roleArn ?? (/^arn:[^:]+:iam::\d{12}:user\//.test(arn) ? arn : null);
}

/** `iam:TagRole on arn:…`, as a policy's author needs it. */
export function actionWords({ action, resource }: AskedAction): string {
  return `${action} on ${resource}`;
}
