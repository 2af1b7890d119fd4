import type { ByHand, ByHandPart } from "#lib/domain/enrollment/by-hand.ts";
import type { AnyChange, PlanScope } from "#lib/domain/enrollment/resource.ts";
import type { ResourceHandler } from "#lib/enrollment/ports.ts";
import { resourceHandlers } from "./index.ts";
import { bodyOf, script } from "./shell-script.ts";

export function byHandOf(scope: PlanScope, { resource, before, after }: AnyChange): ByHand {
  const handler: ResourceHandler = resourceHandlers[resource.kind];
  return handler.byHand(scope, resource.id, before, after);
}

/** A plan by hand: one script in the plan's order, which checks the account first, and the documents that it writes. */
export function byHandForPlan(scope: PlanScope, changes: readonly AnyChange[]): ByHand {
  const all = changes.map((change) => byHandOf(scope, change));
  const parts = all.flatMap((each) => each.parts);
  const shell = all
    .flatMap(({ summary, parts: own }) =>
      own
        .filter((part) => part.format === "shell")
        .map((part) => `\n# ${summary.replaceAll(/\s+/g, " ")}\n${bodyOf(scope, part.content)}`),
    )
    .join("");
  const documents = new Map<string, ByHandPart>();
  for (const part of parts) if (part.format !== "shell") documents.set(part.fileName, part);
  const isAws = changes.some(({ resource }) => resource.kind.startsWith("aws/"));
  return script(scope, `${scope.integration}.sh`, "All changes of this plan", isAws, {
    summary:
      all.length === 1
        ? (all[0]?.summary ?? "")
        : `Makes the ${all.length} changes of this plan, in its order, with your own credentials.`,
    shell,
    documents: [...documents.values()],
  });
}
