import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { appServerFileName, appServerYaml } from "#lib/domain/teleport/yaml.ts";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import type { Light } from "../../check.ts";
import { lightOf } from "../../check-of.ts";
import { valueOr, type Observation } from "../../observation.ts";
import type { AppStepView } from "../../views.ts";
import { appConflict } from "./conflict.ts";
import { enrollmentApp } from "./enrollment-app.ts";
import { plannedApp } from "./plan.ts";
import { appState, listedCheck } from "./state.ts";

export function appStepView(o: Observation): AppStepView {
  const existing = enrollmentApp(o);
  const app = existing ?? plannedApp(o, documentHostId(o));
  const unread = [o.apps, o.cluster].find((part) => !part.ok);
  return {
    appName: app.name,
    publicAddr: app.publicAddr,
    uri: app.uri,
    labels: app.labels,
    hostId: existing?.hostId ?? null,
    yaml: appServerYaml(app),
    fileName: appServerFileName(o.integrationName),
    state: stateOf(o, existing),
    conflict: appConflict(o) ?? (unread?.ok === false ? unread.problem : null),
  };
}

/** What Teleport lists of it stands beside this already. */
function stateOf(o: Observation, existing: AppServer | null): Light {
  const { summary, status } = appState(o);
  if (existing) return lightOf(listedCheck(o, existing), status === "done" ? "in place" : summary, "");
  if (!o.apps.ok || appConflict(o)) return lightOf(listedCheck(o, existing), summary);
  return { state: "off", label: summary, words: "" };
}

/**
 * The guide wants any UUID; a document made twice must name the same one, or applying both would make a replica.
 */
function documentHostId(o: Observation): string {
  const cluster = valueOr(o.cluster, null)?.name ?? "";
  const hex = bytesToHex(sha256(utf8ToBytes(`${cluster}/${o.integrationName}`)));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
