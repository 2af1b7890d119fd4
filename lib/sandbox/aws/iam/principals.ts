import { malformed } from "../api/aws-error.ts";
import { accountKey } from "../store/keys.ts";
import { findRole, findUser, identityArn, nameFromArn } from "../store/directory.ts";
import type { View } from "../store/store.ts";

export interface PrincipalCheck {
  readonly view: View;
  isTooYoung(arn: string): boolean;
}

const labels: Readonly<Record<string, string>> = {
  AWS: "AWS",
  Service: "SERVICE",
  Federated: "FEDERATED",
  CanonicalUser: "CANONICAL_USER",
};

/** The form in which a principal is kept; throws when there is no such principal. */
export function storedPrincipal(type: string, value: string, check: PrincipalCheck): string {
  const stored = read(type, value, check);
  if (stored === null) {
    throw malformed(`Invalid principal in policy: "${labels[type] ?? type}":"${value}"`);
  }
  return stored;
}

function read(type: string, value: string, check: PrincipalCheck): string | null {
  switch (type) {
    case "AWS":
      return readAws(value, check);
    case "Service":
      return /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(value) ? value : null;
    case "Federated":
      return isFederated(value) ? value : null;
    default:
      return null;
  }
}

function isFederated(value: string): boolean {
  return (
    /^arn:aws:iam::\d{12}:(oidc-provider|saml-provider)\/.+$/.test(value) ||
    [
      "cognito-identity.amazonaws.com",
      "accounts.google.com",
      "graph.facebook.com",
      "www.amazon.com",
    ].includes(value)
  );
}

function readAws(value: string, check: PrincipalCheck): string | null {
  if (value === "*") return value;
  if (/^\d{12}$/.test(value)) return `arn:aws:iam::${value}:root`;
  if (/^A(ROA|IDA)[A-Z0-9]+$/.test(value)) return check.view.byId(value) ? value : null;
  if (/^arn:aws:iam::\d{12}:root$/.test(value)) return value;
  if (/^arn:aws:sts::\d{12}:(assumed-role|federated-user)\/[\w+=,.@/-]+$/.test(value)) return value;
  const [, accountId, kind] = /^arn:aws:iam::(\d{12}):(role|user)\/[^*?]+$/.exec(value) ?? [];
  if (accountId === undefined) return null;
  // Accounts that the sandbox does not have can't be asked: their principals stay as written.
  if (!check.view.get("account", accountKey(accountId))) return value;
  const find = kind === "role" ? findRole : findUser;
  const identity = find(check.view, accountId, nameFromArn(value));
  if (!identity || identityArn(identity) !== value || check.isTooYoung(value)) return null;
  return identity.id;
}

export function principalFromId(view: View, id: string): string | null {
  const identity = view.byId(id);
  return identity ? identityArn(identity) : null;
}
