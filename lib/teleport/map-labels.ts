import { create } from "@bufbuild/protobuf";
import type { LabelSelectors } from "#lib/domain/teleport/types.ts";
import {
  LabelValuesSchema,
  StringValuesSchema,
} from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import type { LabelValues } from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";

/** Role selectors and user traits are the same message on the wire. */
export function fromLabelValues(values: LabelValues | undefined): LabelSelectors {
  return Object.fromEntries(
    Object.entries(values?.Values ?? {}).map(([key, { Values }]) => [key, [...Values]]),
  );
}

export function toLabelValues(selectors: LabelSelectors): LabelValues {
  const entries = Object.entries(selectors).map(
    ([key, values]) => [key, create(StringValuesSchema, { Values: [...values] })] as const,
  );
  return create(LabelValuesSchema, { Values: Object.fromEntries(entries) });
}
