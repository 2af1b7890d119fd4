"use client";

import { LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { callAction, type Action } from "#components/enrollment/action-call.ts";

export function SignOut({ signOut }: { signOut: Action<Record<string, never>, { href: string }> }) {
  const router = useRouter();
  const leave = async () => {
    const result = await callAction(signOut, {});
    if (result.ok) router.push(result.value.href);
    // The session is over already.
    else if (result.problem.code === "not-signed-in") router.push("/sign-in");
  };
  return (
    <button
      type="button"
      onClick={() => void leave()}
      aria-label="Sign out"
      title="Sign out"
      className="grid size-8 shrink-0 place-items-center rounded-lg text-mute hover:bg-soft hover:text-ink"
    >
      <LogOut className="size-4" aria-hidden />
    </button>
  );
}
