import { AwsError, validationError } from "../api/aws-error.ts";
import type { Call } from "../api/call.ts";
import { checkIdentityPolicy } from "../iam/identity-document.ts";
import { countedLength } from "../iam/policy-grammar.ts";
import { tagsOf } from "../iam/tags.ts";
import { findPolicy } from "../store/directory.ts";
import type { Tag } from "../store/model.ts";

const hourSeconds = 3600;

export interface SessionInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number | undefined;
  readonly sessionPolicies: readonly string[];
}

/** What both ways into a role ask for. */
export function sessionInput(call: Call): SessionInput {
  const { input } = call;
  const roleArn = input.text("RoleArn", { min: 20, max: 2048 });
  const sessionName = input.text("RoleSessionName", { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ });
  const durationSeconds = input.integer("DurationSeconds", 900, 43_200);
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) throw validationError(`${roleArn} is invalid`);
  return { roleArn, sessionName, durationSeconds, sessionPolicies: sessionPolicies(call) };
}

function sessionPolicies(call: Call): string[] {
  const inline = call.input.optionalText("Policy", { min: 1, max: 2048 });
  if (inline !== undefined) checkIdentityPolicy(inline);
  const managed = call.input.records("PolicyArns").map((record) => {
    const arn = record.text("arn", { min: 20, max: 2048 });
    const policy = findPolicy(call.view, arn);
    const version = policy?.versions.find((candidate) => candidate.id === policy.defaultVersionId);
    if (!version) throw validationError(`Policy ${arn} does not exist or is not attachable.`);
    return version.document;
  });
  const all = [...(inline === undefined ? [] : [inline]), ...managed];
  if (all.reduce((sum, document) => sum + countedLength(document), 0) > 4096 * 4) {
    throw new AwsError("PackedPolicyTooLarge", 400, "Serialized token too large for session");
  }
  return all;
}

/** The seconds a session lasts, or AWS's refusal: chained sessions never last longer than an hour. */
export function grantedSeconds(wanted: number | undefined, maxSeconds: number, chained: boolean): number {
  if (wanted === undefined) return hourSeconds;
  if (chained && wanted > hourSeconds) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  }
  if (wanted > maxSeconds) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return wanted;
}

export const sessionTags = (call: Call): readonly Tag[] => tagsOf(call.input);
