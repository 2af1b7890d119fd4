"use client";

import type { ReactNode } from "react";
import type { AwsRole } from "#lib/domain/aws/types.ts";
import type { Observation } from "#lib/domain/enrollment/observation.ts";
import { shellView } from "#lib/domain/enrollment/shell-view.ts";
import { whyView } from "#lib/domain/enrollment/why/view.ts";
import { WhyPage } from "#components/why/why-page.tsx";
import { WhySkeleton } from "#components/why/why-skeleton.tsx";
import { reads } from "./actions.ts";
import { besideRail } from "./frames.tsx";
import { sample } from "./situations/sample.ts";

/** The auditors' role as somebody left it who wrote the tag's value in another spelling. */
function misspelt(): Observation {
  const o = sample();
  const respell = (role: AwsRole): AwsRole =>
    role.name === "ReadOnlyAuditor"
      ? {
          ...role,
          tags: [{ key: "teleport.dev/integration", value: "True" }],
          trustPolicy: role.trustPolicy.replace(
            /"AWS":"[^"]*"/,
            `"AWS":"arn:aws:iam::${role.accountId}:root"`,
          ),
        }
      : role;
  return o.scan.ok
    ? { ...o, scan: { ...o.scan, value: { ...o.scan.value, roles: o.scan.value.roles.map(respell) } } }
    : o;
}

function screen(o: Observation, user: string, locked: boolean | null = false): ReactNode {
  const role = user === "" ? "" : "ReadOnlyAuditor";
  return besideRail(
    shellView(o, null),
    undefined,
    <WhyPage view={whyView(o, { user, role }, locked)} refresh={reads} />,
  );
}

export const whyScreens = {
  why: () => screen(misspelt(), "alice"),
  "why-can": () => screen(sample(), "alice"),
  "why-unknown": () => screen(sample(), "alice", null),
  "why-question": () => screen(sample(), ""),
  "why-loading": () => besideRail(shellView(sample(), null), undefined, <WhySkeleton />),
};
