import type { Tag } from "../types.ts";
import type { RequestValue } from "./operators.ts";
import { anyValue } from "./operators.ts";

/** One thing that a key may hold in the request: its values, or null where the key is not there at all. */
export type Possibility = readonly RequestValue[] | null;

/** What the request may hold for a key (given in lower case): one possibility where it is known. */
export type RequestContext = (key: string) => readonly Possibility[];

const absent: readonly Possibility[] = [null];
const present: readonly Possibility[] = [[anyValue]];
/** Nothing is known: not there, or there with any value. */
export const anything: readonly Possibility[] = [null, [anyValue]];
const known = (value: string): readonly Possibility[] => [[value]];

/** Who asks for which role: Teleport's session of the integration role, calling AssumeRole on a target role. */
export interface AssumeRoleCall {
  /** Empty text: not known. */
  principal: { arn: string; accountId: string };
  /** Tags of the integration role; null or left out: not read. */
  principalTags?: readonly Tag[] | null;
  /** What Teleport sends; null: nothing. */
  externalId: string | null;
  target?: { accountId: string; tags: readonly Tag[] | null };
}

const neverThere: ReadonlySet<string> = new Set([
  "aws:username",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:multifactorauthage",
]);

/** In every signed request with temporary credentials, with a value that can't be known here. */
const alwaysThere: ReadonlySet<string> = new Set([
  "sts:rolesessionname",
  "aws:userid",
  "aws:tokenissuetime",
  "aws:currenttime",
  "aws:epochtime",
  "aws:requestedregion",
]);

function tagPossibilities(tags: readonly Tag[] | null | undefined, key: string): readonly Possibility[] {
  if (!tags) return anything;
  const found = tags.find((tag) => tag.key.toLowerCase() === key);
  return found ? known(found.value) : absent;
}

/** What is known of the request before anybody makes it: everything else may be there or not. */
export function assumeRoleContext(call: AssumeRoleCall): RequestContext {
  const fixed = new Map<string, readonly Possibility[]>([
    ["aws:principalarn", call.principal.arn === "" ? present : known(call.principal.arn)],
    ["aws:principalaccount", call.principal.accountId === "" ? present : known(call.principal.accountId)],
    ["aws:principaltype", known("AssumedRole")],
    ["aws:principalisawsservice", known("false")],
    ["aws:viaawsservice", known("false")],
    ["aws:securetransport", known("true")],
    // A session that began with a web identity token never has MFA: the key is false, or not there.
    ["aws:multifactorauthpresent", [null, ["false"]]],
    ["sts:externalid", call.externalId === null ? absent : known(call.externalId)],
  ]);
  if (call.target) fixed.set("aws:resourceaccount", known(call.target.accountId));
  return (key) => {
    const value = fixed.get(key);
    if (value) return value;
    if (neverThere.has(key)) return absent;
    if (alwaysThere.has(key)) return present;
    const tag = /^(iam:resourcetag|aws:resourcetag|aws:principaltag)\/(.*)$/s.exec(key);
    if (!tag) return anything;
    const tags = tag[1] === "aws:principaltag" ? call.principalTags : call.target?.tags;
    return tagPossibilities(tags, tag[2] ?? "");
  };
}
