import type { PortalEntry } from "#lib/domain/portal/entry.ts";
import type { PortalVerdict } from "#lib/domain/portal/view.ts";
import { Light, type LightState } from "#components/ui/light.tsx";

const lights: Readonly<Record<PortalVerdict["state"], LightState>> = {
  ready: "ok",
  "ready-if": "warn",
  fails: "bad",
  unknown: "unknown",
};

/** What is known of the launch; a doubt about the grant itself comes first. */
export function VerdictLight({ entry: { verdict, granted } }: { entry: PortalEntry }) {
  if (verdict.state !== "fails" && granted !== "yes") {
    return <Light state="warn">{granted === "unknown" ? "perhaps not yours" : "by an access list"}</Light>;
  }
  return <Light state={lights[verdict.state]}>{verdict.label}</Light>;
}

/** The same as a whole sentence; null where there is nothing to say. */
export function verdictWords({ verdict, granted }: PortalEntry): string | null {
  if (granted === "unknown") {
    return "Whether Teleport gives you this role depends on something that only Teleport evaluates. Try it.";
  }
  if (granted === "unconfirmed") {
    return "You have this role through an access list, which can’t be confirmed from here. Teleport decides when you launch.";
  }
  return verdict.words;
}
