import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarLayout } from "js-yaml";

import { accountLabel } from "./labels.ts";

/** YAML in the guide's form: any text survives, account ids and templates always stand in quotes. */
export function toYaml(document: unknown): string {
  return dump(document, {
    quoteStyle: "double",
    seqNoIndent: true,
    lineWidth: -1,
    noRefs: true,
    scalarStyleRules: [quoteAccountIds, quoteTemplates, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
  });
}

function quoteAccountIds(layout: ScalarLayout): void {
  const { parent, node } = layout;
  if (parent?.kind !== "mapping") return;
  const pair = parent.items.find(({ value }) => value === node);
  if (pair?.key.kind === "scalar" && pair.key.value === accountLabel) {
    layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  }
}

// The guide's line without quotes is a mapping in YAML. Single quotes, for a template may hold double ones.
function quoteTemplates(layout: ScalarLayout): void {
  if (/^\{\{[\x20-\x7e]*\}\}$/.test(layout.node.value)) layout.style = SCALAR_STYLE.SINGLE_QUOTED;
}
