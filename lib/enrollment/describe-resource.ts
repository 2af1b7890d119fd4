import { splitResourceId, type ResourceRef } from "#lib/domain/enrollment/resource.ts";

/** A resource in words, the same wherever it is named: in lists of dependents, problems and titles. */
export function describeResource({ kind, id }: ResourceRef): string {
  const [first, second] = splitResourceId(id);
  switch (kind) {
    case "aws/oidc-provider":
      return `identity provider ${id}`;
    case "aws/role":
      return `role ${id}`;
    case "aws/role-trust":
      return `trust policy of ${id}`;
    case "aws/inline-policy":
      return `inline policy ${second} of ${first}`;
    case "aws/role-tag":
      return `tag ${second} of ${first}`;
    case "teleport/integration":
      return `Teleport integration ${id}`;
    case "teleport/app-server":
      return `Teleport app ${first} (host ${second})`;
    case "teleport/access-role":
      return `Teleport role ${id}`;
    case "teleport/user-access":
      return `access of Teleport user ${id}`;
  }
}
