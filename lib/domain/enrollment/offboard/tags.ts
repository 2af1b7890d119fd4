import { targetTagState } from "#lib/domain/aws/tags.ts";
import { changeOf } from "../change-of.ts";
import { originOf, writesTo } from "../record/written.ts";
import { resourceId } from "../resource.ts";
import { layerOf, type Layer, type Removal } from "./layer.ts";
import { othersLetInBy } from "./other-integrations.ts";
import type { TrustFate } from "./trust.ts";

/** The target tag goes where this app set it, and nothing that is left of the trust policy needs it. */
export function tagLayer(removal: Removal, fates: readonly TrustFate[]): Layer {
  return layerOf(fates.map((fate) => tagOf(removal, fate)));
}

function tagOf({ o, record }: Removal, fate: TrustFate): Partial<Layer> {
  const { role, change, after, namesUs, isOfOthersToo } = fate;
  if (isOfOthersToo) return {};
  const { foundKey, foundValue } = targetTagState(role.tags);
  if (foundKey === null || foundValue === null) return {};
  const id = resourceId(role.arn, foundKey);
  const writes = writesTo(record, "aws/role-tag", id);
  const isConcerned = change !== null || writes.some(({ integration }) => integration === o.integrationName);
  if (!isConcerned) return {};
  const origin = originOf(writes);
  const isOurs = origin !== undefined && writes.at(-1)?.after?.value === foundValue;
  const others = othersLetInBy(o, after);
  if (others.length > 0) return stays(`The tag ${foundKey} of ${role.name} stays.`, neededBy(others));
  if (!isOurs) {
    return change === null ? {} : stays(`The tag ${foundKey} of ${role.name} stays.`, notOurs);
  }
  if (namesUs)
    return stays(
      `The tag ${foundKey} of ${role.name} stays.`,
      "Its trust policy still names the integration role.",
    );
  return {
    changes: [
      changeOf("aws/role-tag", id, {
        before: { key: foundKey, value: foundValue },
        after: origin,
        why: "This app set the tag, and no integration needs it any more.",
        needs: change === null ? [] : [change.key],
      }),
    ],
  };
}

const notOurs = "It was there before this app, as far as its record tells.";

function neededBy(arns: readonly string[]): string {
  return `The role also lets ${arns.join(", ")} in, or may: the tag is shared by all integrations of the account.`;
}

function stays(what: string, why: string): Partial<Layer> {
  return { stays: [{ what, why }] };
}
