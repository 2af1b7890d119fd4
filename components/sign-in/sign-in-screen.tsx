"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Problem } from "#lib/domain/errors.ts";
import { ProblemNote } from "#components/problem/problem-note.tsx";
import { callAction, type Action } from "#components/enrollment/action-call.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { keepWayBack, takeWayBack } from "./way-back.ts";

type SignInState =
  | { phase: "looking" }
  | { phase: "signing-in" }
  | { phase: "no-token" }
  | { phase: "failed"; problem: Problem; reference: string | null };

/** Outlives the screen: the router may show it anew while the answer is on its way, and a token works once. */
const sent = new Set<string>();

interface SignInScreenProps {
  signIn: Action<{ token: string }, { href: string }>;
  /** For showing: no token is looked for. */
  shown?: SignInState;
}

/**
 * The token stands after the `#`, which browsers send to no server. It is taken out of the address before anything
 * else, so that neither history nor a shared screen keeps it.
 */
export function SignInScreen({ signIn, shown }: SignInScreenProps) {
  const router = useRouter();
  const [state, setState] = useState<SignInState>(shown ?? { phase: "looking" });

  useEffect(() => {
    if (shown) return;
    const { search, pathname } = window.location;
    if (search !== "") {
      keepWayBack(new URLSearchParams(search).get("next"), Date.now());
      window.history.replaceState(null, "", pathname + window.location.hash);
    }
    const enter = () => {
      const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
      if (!token) {
        setState((now) => (now.phase === "looking" && sent.size === 0 ? { phase: "no-token" } : now));
        return;
      }
      window.history.replaceState(null, "", window.location.pathname);
      if (sent.has(token)) return;
      sent.add(token);
      setState({ phase: "signing-in" });
      void callAction(signIn, { token }).then((result) => {
        if (result.ok) router.replace(takeWayBack(Date.now()) ?? result.value.href);
        else setState({ phase: "failed", problem: result.problem, reference: result.reference });
      });
    };
    enter();
    // A new address pasted into the same tab changes the hash only.
    window.addEventListener("hashchange", enter);
    return () => window.removeEventListener("hashchange", enter);
  }, [signIn, router, shown]);

  const waits = state.phase === "looking" || state.phase === "signing-in";
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col justify-center gap-4 px-4 py-10">
      <p className="font-bold tracking-tight">AWS Access for Teleport</p>
      <div className="rounded-xl border border-line bg-card p-5">
        <h1 className="text-xl font-bold tracking-tight">Sign in</h1>
        <output className="block text-mute">
          {waits
            ? "Signing you in"
            : "This app signs in by a link that only somebody at its machine can make."}
        </output>
        <div className="mt-4 space-y-4">
          {waits ? (
            <>
              <Skeleton className="w-4/5" />
              <Skeleton className="h-17" />
            </>
          ) : null}
          {state.phase === "failed" ? (
            <ProblemNote problem={state.problem} reference={state.reference} live offersSignIn={false} />
          ) : null}
          {waits ? null : (
            <>
              <p>
                Where the app runs, this prints a new address. It works once, for 10 minutes. Open it in this
                browser.
              </p>
              <CodeBlock code="npm run token" label="Command" />
            </>
          )}
        </div>
      </div>
    </main>
  );
}
