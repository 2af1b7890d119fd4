import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { appServerFileName, appServerYaml } from "#lib/domain/teleport/yaml.ts";
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
    state: lightOf(listedCheck(o, existing), appState(o).summary),
    conflict: appConflict(o) ?? (unread?.ok === false ? unread.problem : null),
  };
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
