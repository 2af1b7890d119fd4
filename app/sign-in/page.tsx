import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { behindTeleport } from "#lib/server/config.ts";
import { SignInScreen } from "#components/sign-in/sign-in-screen.tsx";
import { signIn } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  // Whoever gets here behind Teleport is signed in already.
  if (behindTeleport()) redirect("/");
  return <SignInScreen signIn={signIn} />;
}
