/**
 * What the third of three policies is next to the first, which the plan saw, and the second, which it writes. It compares
 * as `samePolicy` does: AWS reorders lists and keys on storage, folds lists of one, quotes scalars in conditions and
 * writes short account ids as root ARNs.
 */
export const policyProgram = `def list: if type == "array" then . else [.] end;
def set(each): list | map(each) | unique;
def lower: if type == "string" then ascii_downcase else . end;
def account: if type == "string" then sub("^arn:[A-Za-z0-9_-]+:iam::(?<id>[0-9]{12}):root$"; .id) else . end;
def scalar: if type == "object" or type == "array" then . else tostring end;
def inside(each): if type == "object" then map_values(each) else . end;
def principal: if type == "object" then with_entries(
  if .key == "AWS" then .value |= set(account) else .value |= set(.) end) else . end;
def statement: if type == "object" then with_entries(
  if .key == "Action" or .key == "NotAction" then .value |= set(lower)
  elif .key == "Resource" or .key == "NotResource" then .value |= set(.)
  elif .key == "Principal" or .key == "NotPrincipal" then .value |= principal
  elif .key == "Condition" then .value |= inside(inside(set(scalar)))
  else . end) else . end;
def document: if type == "object" and has("Statement") then .Statement |= (list | map(statement) | sort) else . end;
map(document)
| if length != 3 then "moved" elif .[2] == .[0] then "as-read" elif .[2] == .[1] then "as-planned" else "moved" end`;

/** The same as a shell function, over three files. */
export const policyState = `policy_state() {
  jq --raw-output --slurp '
${policyProgram.replaceAll(/^/gm, "    ")}
  ' "$@"
}
`;
