import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { whyNotAdmin } from "#lib/server/viewer.ts";
import { RefusedScreen } from "#components/problem/refused-screen.tsx";

export const metadata: Metadata = { title: "Not for you" };

export default async function NotAllowedPage() {
  const problem = await whyNotAdmin();
  if (problem === null) redirect("/");
  return <RefusedScreen problem={problem} />;
}
