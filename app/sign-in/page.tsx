import type { Metadata } from "next";
import { SignInScreen } from "#components/sign-in/sign-in-screen.tsx";
import { signIn } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  return <SignInScreen signIn={signIn} />;
}
