import type { ConditionPart } from "../conditions.ts";

const phrases: Readonly<Record<string, string>> = {
  stringequals: "is",
  stringnotequals: "is not",
  stringequalsignorecase: "is (in any case)",
  stringnotequalsignorecase: "is not (in any case)",
  stringlike: "is like",
  stringnotlike: "is not like",
  arnequals: "is",
  arnnotequals: "is not",
  arnlike: "is like",
  arnnotlike: "is not like",
  bool: "is",
  numericequals: "is",
  numericnotequals: "is not",
  numericlessthan: "is less than",
  numericlessthanequals: "is at most",
  numericgreaterthan: "is greater than",
  numericgreaterthanequals: "is at least",
  dateequals: "is",
  datenotequals: "is not",
  datelessthan: "is before",
  datelessthanequals: "is not after",
  dategreaterthan: "is after",
  dategreaterthanequals: "is not before",
  ipaddress: "is in",
  notipaddress: "is not in",
};

/** One part of a condition as a clause: `aws:SourceIp is in 203.0.113.0/24`. */
export function conditionInWords(part: Pick<ConditionPart, "operator" | "key" | "values">): string {
  const operator = part.operator.toLowerCase();
  const values = part.values.join(" or ");
  if (operator === "null")
    return values.toLowerCase() === "true"
      ? `${part.key} is not in the request`
      : `${part.key} is in the request`;
  const base = operator.replace(/^for(?:any|all)values?:/, "").replace(/ifexists$/, "");
  const phrase = phrases[base] ?? part.operator;
  const subject = operator.startsWith("forany")
    ? `any value of ${part.key}`
    : operator.startsWith("forall")
      ? `every value of ${part.key}`
      : part.key;
  return `${subject} ${phrase} ${values}${operator.endsWith("ifexists") ? " (or the key is not there)" : ""}`;
}
