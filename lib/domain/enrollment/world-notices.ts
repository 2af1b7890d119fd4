import type { Problem } from "#lib/domain/errors.ts";
import { majorOf } from "#lib/domain/teleport/documents.ts";
import type { ClusterInfo, TeleportIdentity } from "#lib/domain/teleport/types.ts";
import type { EnrollmentOverview } from "./overview.ts";

/** AWS access by an integration exists since Teleport 16. */
export const oldestMajor = 16;

/** What the start-up report and every page say of a cluster that is reached and yet lacks something. */
export function clusterNotices({ serverVersion }: Pick<ClusterInfo, "serverVersion">): readonly Problem[] {
  if (majorOf(serverVersion) >= oldestMajor) return [];
  return [
    {
      code: "teleport-too-old",
      what: `The cluster runs Teleport ${serverVersion}.`,
      why: `AWS access through an integration exists since Teleport ${oldestMajor}.`,
      remedy: `Upgrade the cluster to Teleport ${oldestMajor} or newer; 17 and newer can also test an integration.`,
      evidence: serverVersion,
    },
  ];
}

export function identityNotices({
  userName,
  isBot,
}: Pick<TeleportIdentity, "userName" | "isBot">): readonly Problem[] {
  if (isBot) return [];
  return [
    {
      code: "teleport-identity-human",
      what: `The app’s identity, ${userName}, belongs to a person and not to a bot.`,
      why: "The cluster will ask it for a second factor before roles and users are changed, which the app can’t give.",
      remedy:
        "Let Machine ID (tbot) write the identity file for a bot. Reading, and writes to AWS, work meanwhile.",
      evidence: userName,
    },
  ];
}

/** Teleport filters the list without a word: an empty one hides names that are taken. */
export function appsNotices(userName: string, appCount: number): readonly Problem[] {
  if (appCount > 0) return [];
  return [
    {
      code: "teleport-sees-no-apps",
      what: `${userName} sees no apps of the cluster.`,
      why: "Teleport lists the apps that the app_labels of its roles match: they match none, or the cluster has none yet.",
      remedy:
        "If the cluster has apps, give the role app_labels '*': '*' without aws_role_arns: it then sees which names are taken, and opens no AWS account.",
      evidence: "app_labels",
    },
  ];
}

type Known = Pick<EnrollmentOverview, "cluster" | "identity" | "appCount">;

/** Of everything that was read last; what could not be read is told by its own problem. */
export function worldNotices({ cluster, identity, appCount }: Known): readonly Problem[] {
  return [
    ...(cluster.ok ? clusterNotices(cluster.value) : []),
    ...(identity.ok ? identityNotices(identity.value) : []),
    ...(identity.ok && appCount.ok ? appsNotices(identity.value.userName, appCount.value) : []),
  ];
}
