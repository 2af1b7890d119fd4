import { managerOf } from "./managed-role.ts";
import { reservedKind, reservedWords } from "./reserved-role.ts";
import { integrationTag, targetTagState } from "./tags.ts";
import type { TrustVerdict } from "./trust/verdict.ts";
import type { AwsRole } from "./types.ts";

export interface Light {
  state: "ok" | "bad" | "warn" | "off" | "unknown";
  /** Short, for a chip. */
  label: string;
  /** The same as a sentence. */
  words: string;
}

function light(state: Light["state"], label: string, words: string): Light {
  return { state, label, words };
}

export function tagLight(role: Pick<AwsRole, "path" | "tags">): Light {
  const reserved = reservedKind(role);
  if (reserved) return light("off", "–", `This role is ${reservedWords(reserved)}.`);
  const { state, foundValue } = targetTagState(role.tags);
  const wanted = `${integrationTag.key}=${integrationTag.value}`;
  switch (state) {
    case "true":
      return light("ok", "true", `The role has the tag ${wanted}.`);
    case "missing":
      return light("bad", "missing", `The role has no tag ${integrationTag.key}.`);
    case "unknown":
      return light("unknown", "unknown", "The role’s tags could not be read.");
    case "other":
      return light(
        "bad",
        foundValue === "" ? "empty" : (foundValue ?? ""),
        otherValueWords(foundValue ?? ""),
      );
  }
}

function otherValueWords(value: string): string {
  return value.toLowerCase() === "true"
    ? "The value must be lower-case true: IAM compares tag values exactly."
    : `The value is “${value}”; it must be exactly true.`;
}

export function trustLight(role: Pick<AwsRole, "path">, trust: TrustVerdict | null): Light {
  const reserved = reservedKind(role);
  if (reserved) return light("off", "AWS only", `This role is ${reservedWords(reserved)}.`);
  if (!trust)
    return light("unknown", "unknown", "The integration role is not known yet, so trust can’t be judged.");
  const [key] = trust.conditionKeys;
  const under = key ? `if ${key}` : "if a condition";
  switch (trust.verdict) {
    case "allowed":
      if (trust.via === "role") return light("ok", "trusted", "The trust policy names the integration role.");
      if (trust.via === "account")
        return light("ok", "by account", "The trust policy trusts the integration role’s account.");
      return light("warn", "by everyone", "The trust policy trusts everyone, the integration role included.");
    case "allowed-if":
      return light("warn", under, `Trusted under a condition: ${trust.conditions.join("; ")}.`);
    case "not-allowed":
      if (trust.deadPrincipals.length > 0)
        return light("bad", "blocked", `The trust policy ${trust.summary}.`);
      return trust.conditionKeys.length > 0 && trust.grantIsConditional
        ? light(
            "warn",
            under,
            `The trust policy lets the integration role in only under a condition on ${key}, which is not met.`,
          )
        : light("bad", "not trusted", trust.summary);
    case "denied":
      return light("bad", "denied", `In the trust policy, ${trust.summary}.`);
    case "unreadable":
      return light("unknown", "unreadable", `It can’t be judged: ${trust.summary}`);
  }
}

/** Whether the trust policy can be changed, and stays as we write it. */
export function modifiableLight(
  role: Pick<AwsRole, "path" | "tags" | "description">,
  trust: TrustVerdict | null,
): Light {
  const reserved = reservedKind(role);
  if (reserved) return light("off", "AWS only", `This role is ${reservedWords(reserved)}.`);
  if (trust?.verdict === "unreadable")
    return light("bad", "unreadable", "The trust policy can’t be read, so nothing is written to it.");
  const [dead] = trust?.deadPrincipals ?? [];
  if (dead)
    return light(
      "bad",
      "blocked",
      `The trust policy names a deleted principal ${dead}; IAM refuses any change until it is removed.`,
    );
  const manager = managerOf(role);
  if (manager)
    return light(
      "warn",
      manager.name,
      `${manager.name} manages this role: its next run would revert a change made here.`,
    );
  return light("ok", "yes", "The role can be changed.");
}
