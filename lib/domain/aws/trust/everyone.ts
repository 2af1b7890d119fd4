import { isJsonObject } from "../json.ts";
import { asList } from "../json.ts";
import type { ReadStatement } from "../policy-statement.ts";

const limitingOperators: ReadonlySet<string> = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
]);

const limitingKeys =
  /^(aws:(principal(arn|account|orgid|orgpaths|tag\/.+|servicename)|userid|username|source(ip|vpc|vpce|arn|account|orgid)|vpcsourceip)|sts:externalid)$/;

/** A value that leaves the choice open: no prefix worth the name, any account, any address. */
function isOpen(key: string, value: string): boolean {
  if (key === "aws:sourceip" || key === "aws:vpcsourceip") return /\/0+$/.test(value);
  const account = value.startsWith("arn:") ? (value.split(":")[4] ?? "*") : value.slice(0, 4);
  return /[*?]/.test(account);
}

/** Whether a condition narrows down who may come: only then is `*` not everyone. */
function limitsWho(statement: ReadStatement): boolean {
  const { condition } = statement;
  if (!isJsonObject(condition)) return false;
  return Object.entries(condition).some(([operator, block]) => {
    const name = operator.toLowerCase().replace(/^foranyvalue:/, "");
    return (
      limitingOperators.has(name) &&
      isJsonObject(block) &&
      Object.entries(block).some(([key, values]) => {
        const lowered = key.toLowerCase();
        return limitingKeys.test(lowered) && !asList(values).some((value) => isOpen(lowered, String(value)));
      })
    );
  });
}

/** An Allow for `*` (or for all but some) that no condition limits to anybody. */
export function opensToEveryone(statement: ReadStatement): boolean {
  const { effect, principal } = statement;
  if (effect !== "Allow" || !principal) return false;
  const everyone =
    principal.negated || principal.members.some((member) => member.kind === "AWS" && member.value === "*");
  return everyone && !limitsWho(statement);
}
