import type { TrustRowView } from "#lib/domain/enrollment/views.ts";

const fine = { state: "ok", label: "yes", words: "It is fine." } as const;

/** A row that lacks both and may be chosen, where nothing else is said. */
export function row(name: string, rest: Partial<TrustRowView> = {}): TrustRowView {
  const path = rest.path ?? "/";
  return {
    arn: `arn:aws:iam::001234567890:role${path}${name}`,
    name,
    path,
    tag: { state: "bad", label: "missing", words: "The role has no tag." },
    trust: { state: "bad", label: "not trusted", words: "It is not trusted." },
    modifiable: fine,
    state: "fails",
    says: "trusts ec2.amazonaws.com only",
    filter: "needs-change",
    selectable: true,
    inSelectAll: true,
    cautions: [],
    managedBy: null,
    needsTag: true,
    needsTrust: true,
    holdsOurs: false,
    ...rest,
  };
}
