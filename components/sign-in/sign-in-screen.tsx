"use client";

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

type SignInAction = Action<{ token: string }, { href: string }>;
type Failure = Extract<SignInState, { phase: "failed" }>;
type Outcome = { phase: "signed-in"; href: string } | Failure;

/* These outlive the screen: the router may show it anew while the answer is on its way, and a token works once. */
const sent = new Map<string, Promise<Outcome>>();
let latest: Promise<Outcome> | null = null;

async function enterWith(signIn: SignInAction, token: string): Promise<Outcome> {
  const result = await callAction(signIn, { token });
  if (result.ok) {
    const outcome = { phase: "signed-in", href: takeWayBack(Date.now()) ?? result.value.href } as const;
    leave(outcome);
    return outcome;
  }
  sent.delete(token);
  return { phase: "failed", problem: result.problem, reference: result.reference };
}

/** Not by the router: it drops a way that it is on whenever the address is changed, as by the same link once more. */
function leave(outcome: Outcome): void {
  if (outcome.phase === "signed-in") window.location.replace(outcome.href);
}

interface SignInScreenProps {
  signIn: SignInAction;
  /** For showing: no token is looked for. */
  shown?: SignInState;
}

/**
 * The token stands after the `#`, which browsers send to no server. It is taken out of the address before anything
 * else, so that neither history nor a shared screen keeps it.
 */
export function SignInScreen({ signIn, shown }: SignInScreenProps) {
  const [state, setState] = useState<SignInState>(shown ?? { phase: "looking" });

  useEffect(() => {
    if (shown) return;
    const { search, pathname } = window.location;
    if (search !== "") {
      keepWayBack(new URLSearchParams(search).get("next"), Date.now());
      window.history.replaceState(null, "", pathname + window.location.hash);
    }
    const follow = (answer: Promise<Outcome>) => {
      setState({ phase: "signing-in" });
      void answer.then((outcome) => {
        // A newer link tells how it goes on.
        if (outcome.phase === "failed" && answer === latest) setState(outcome);
      });
    };
    const enter = (): Promise<Outcome> | null => {
      const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
      if (!token) {
        if (latest) follow(latest);
        else setState({ phase: "no-token" });
        return null;
      }
      window.history.replaceState(null, "", window.location.pathname);
      const before = sent.get(token) ?? null;
      latest = before ?? enterWith(signIn, token);
      sent.set(token, latest);
      follow(latest);
      return before;
    };
    // A new address pasted into the same tab changes the hash only. The same one ends a way that the browser is on.
    const enterAgain = () => void enter()?.then(leave);
    void enter();
    window.addEventListener("hashchange", enterAgain);
    return () => window.removeEventListener("hashchange", enterAgain);
  }, [signIn, shown]);

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
