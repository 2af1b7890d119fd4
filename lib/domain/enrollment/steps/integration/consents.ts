import { partitionFacts } from "#lib/domain/aws/partitions.ts";
import { clusterTagKey, findTag, integrationTag } from "#lib/domain/aws/tags.ts";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import { homeOf } from "../../home.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { IntegrationStepView } from "../../views.ts";

export type Consent = IntegrationStepView["consents"][number];

/** Choices that the person makes explicitly before anything is written. */
export function consentsOf(o: Observation): readonly Consent[] {
  const { teleportOidcNote, name } = partitionFacts(homeOf(o).partition);
  const role = valueOr(o.integrationRole, null);
  return [
    ...(teleportOidcNote
      ? [{ id: "partition", title: `Go on in ${name} all the same`, words: teleportOidcNote }]
      : []),
    ...(role && isForeign(o, role)
      ? [
          {
            id: "adopt-role",
            title: `Use the existing role ${role.name}`,
            words: `${role.arn} was not made for this integration. It gets one more trust statement and the tags that it lacks; whoever may use the integration gets what the role may do.`,
          },
        ]
      : []),
  ];
}

/** A role that neither this app nor Teleport's own wizard made for this integration. */
function isForeign(o: Observation, role: AwsRole): boolean {
  if (valueOr(o.integration, null) !== null) return false;
  const tags = role.tags ?? [];
  const ours =
    findTag(tags, integrationTag.key)?.value === o.integrationName &&
    findTag(tags, clusterTagKey)?.value === valueOr(o.cluster, null)?.name;
  return !ours;
}
