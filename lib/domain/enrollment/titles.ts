import type { Plan, StepId } from "./resource.ts";
import { splitResourceId } from "./resource.ts";
import { stepIds } from "./step.ts";

export const stepTitles: Readonly<Record<StepId, string>> = {
  integration: "Integration",
  permissions: "Permissions",
  trust: "Trust",
  app: "App",
  access: "Access",
  launch: "Launch",
};

export function planTitle(step: Plan["step"]): string {
  if (step === "undo") return "Undo";
  if (step === "offboard") return "Offboard";
  return `Step ${stepIds.indexOf(step) + 1}, ${stepTitles[step]}`;
}

const rolePart = /:role(\/.+)$/;

/** What people call the resource with this id: the role's, user's or object's own name. */
export function resourceName(id: string): string {
  const [first] = splitResourceId(id);
  const path = rolePart.exec(first)?.[1];
  if (path !== undefined) return path.slice(path.lastIndexOf("/") + 1);
  const provider = first.indexOf(":oidc-provider/");
  return provider < 0 ? first : first.slice(provider + ":oidc-provider/".length);
}
