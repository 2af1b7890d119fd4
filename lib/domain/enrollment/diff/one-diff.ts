import type { AnyChange } from "../resource.ts";
import type { DiffView } from "../views.ts";
import { lineDiff } from "./line-diff.ts";

/** A change rendered as two texts: what a resource's `render` gives. */
export interface RenderedTexts {
  title: string;
  language: "json" | "yaml" | "text";
  before: string;
  after: string;
}

export function diffView(rendered: RenderedTexts, change: AnyChange, note: string | null): DiffView {
  return {
    key: change.key,
    title: rendered.title,
    resource: change.resource.id,
    why: change.why,
    lines: lineDiff(rendered.before, rendered.after),
    note,
  };
}
