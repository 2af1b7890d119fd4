/* A plan as a person reviews it before anything is written. */
export { diffView } from "./diff/one-diff.ts";
export { groupDiffs } from "./diff/diff-groups.ts";
export { planSummary } from "./diff/plan-summary.ts";
