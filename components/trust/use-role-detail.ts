"use client";

import { useEffect, useRef } from "react";
import type { RoleDetailView } from "#lib/domain/enrollment/views.ts";
import { callAction } from "#components/enrollment/action-call.ts";
import type { OpenRoleAction } from "./trust-actions.ts";
import { useTrustMemory, type DetailAnswer } from "./trust-memory.tsx";

interface RoleDetailState {
  /** Null while it is read for the first time; of an older reading while a newer one is asked for. */
  answer: DetailAnswer | null;
  retry: () => void;
  /** Puts in what an action answered: judged anew, of the same reading. */
  replace: (detail: RoleDetailView) => void;
}

/** Reads a role when it is opened, once for each reading of the account. */
export function useRoleDetail(
  integration: string,
  roleArn: string | null,
  readAt: string,
  openRole: OpenRoleAction,
): RoleDetailState {
  const { details, remember } = useTrustMemory();
  const asked = useRef(new Set<string>());
  const known = roleArn === null ? undefined : details.get(roleArn);
  const current = known?.readAt === readAt;

  useEffect(() => {
    if (roleArn === null || current) return;
    const request = `${readAt} ${roleArn}`;
    if (asked.current.has(request)) return;
    asked.current.add(request);
    void callAction(openRole, { integration, roleArn }).then((result) => {
      asked.current.delete(request);
      remember(roleArn, {
        readAt,
        answer: result.ok ? { ok: true, detail: result.value } : { ...result, ok: false },
      });
    });
  }, [integration, roleArn, readAt, current, openRole, remember]);

  return {
    answer: known?.answer ?? null,
    retry: () => {
      if (roleArn !== null) remember(roleArn, null);
    },
    replace: (detail) => {
      if (roleArn !== null) remember(roleArn, { readAt, answer: { ok: true, detail } });
    },
  };
}
