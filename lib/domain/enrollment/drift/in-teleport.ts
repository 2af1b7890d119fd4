import { enrollmentLabel } from "#lib/domain/teleport/labels.ts";
import { roleArnsOf } from "#lib/domain/teleport/user.ts";
import type { Observation } from "../observation.ts";
import { additions, isMadeHere, type Write } from "../record/written.ts";
import { splitResourceId } from "../resource.ts";
import { isSame, sameKeys, stillIn, type Moved } from "./moved.ts";

export function movedIntegration(
  o: Observation,
  writes: readonly Write<"teleport/integration">[],
): Moved | null {
  const written = writes.at(-1)?.after;
  if (!written || !o.integration.ok) return null;
  const found = o.integration.value;
  if (found === null) return { written, found: null, words: "Somebody deleted the integration." };
  if (found.roleArn === written.roleArn && found.subKind === written.subKind) return null;
  const { subKind, roleArn, audience, issuerS3Uri } = found;
  return {
    written,
    found: { subKind, roleArn, audience, issuerS3Uri },
    words: "Somebody let the integration name another role.",
  };
}

/** Labels of others on the app are theirs. */
export function movedApp(
  o: Observation,
  writes: readonly Write<"teleport/app-server">[],
  id: string,
): Moved | null {
  const last = writes.at(-1)?.after;
  if (!last || !o.apps.ok) return null;
  const texts = ({ labels }: { labels: Readonly<Record<string, string>> }) =>
    Object.entries(labels).map((entry) => JSON.stringify(entry));
  const ours = additions(writes, texts);
  const entries = Object.entries(last.labels).filter((entry) => ours.has(JSON.stringify(entry)));
  const labels = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const [name, hostId] = splitResourceId(id);
  const app = o.apps.value.find((one) => one.name === name && one.hostId === hostId);
  const isOurs = isMadeHere(writes);
  if (!app) return isOurs ? { written: last, found: null, words: "Somebody deleted the app." } : null;
  const { uri, publicAddr, integration, cloud, externalId } = isOurs ? app : last;
  const written = {
    uri: last.uri,
    publicAddr: last.publicAddr,
    integration: last.integration,
    cloud: last.cloud,
    externalId: last.externalId,
    labels,
  };
  const found = { uri, publicAddr, integration, cloud, externalId, labels: sameKeys(labels, app.labels) };
  if (isSame(written, found)) return null;
  return { written, found, words: "Somebody changed the app. Labels of others are not looked at." };
}

export function movedAccessRole(
  o: Observation,
  writes: readonly Write<"teleport/access-role">[],
  name: string,
): Moved | null {
  const last = writes.at(-1)?.after;
  const label = last?.labels[enrollmentLabel];
  if (!last || label === undefined || !o.roles.ok) return null;
  const role = o.roles.value.find((one) => one.name === name);
  if (!role) return { written: last, found: null, words: "Somebody deleted the access role." };
  const arns = [...additions(writes, ({ awsRoleArns }) => awsRoleArns)].toSorted();
  // Of an adopted role the label is all that was written.
  const isOurs = isMadeHere(writes);
  const appLabels = isOurs ? sameKeys(last.appLabels, last.appLabels) : {};
  const written = {
    version: last.version,
    labels: { [enrollmentLabel]: label },
    appLabels,
    awsRoleArns: arns,
  };
  const found = {
    version: last.version,
    labels: sameKeys(written.labels, role.labels),
    appLabels: sameKeys(appLabels, role.allow.appLabels),
    awsRoleArns: stillIn(arns, role.allow.awsRoleArns),
  };
  if (isSame(written, found)) return null;
  return { written, found, words: "Somebody changed the access role. What others added is not looked at." };
}

export function movedUser(
  o: Observation,
  writes: readonly Write<"teleport/user-access">[],
  name: string,
): Moved | null {
  if (!o.users.ok) return null;
  const roles = [...additions(writes, (state) => state.roles)].toSorted();
  const roleArns = [...additions(writes, (state) => state.roleArns)].toSorted();
  if (roles.length + roleArns.length === 0) return null;
  const written = { roles, roleArns };
  const user = o.users.value.find((one) => one.name === name);
  if (!user) return { written, found: null, words: "Teleport has no such user any more." };
  const found = { roles: stillIn(roles, user.roles), roleArns: stillIn(roleArns, roleArnsOf(user)) };
  if (isSame(written, found)) return null;
  return {
    written,
    found,
    words: "Somebody took away what was given here. Other roles and ARNs are not looked at.",
  };
}
