"use client";

import { useRouter } from "next/navigation";
import { useFindKeys } from "./use-find-keys.ts";

/** On pages other than the portal: Ctrl-K leads to its search. */
export function FindShortcut() {
  const router = useRouter();
  useFindKeys(() => router.push("/"), { slash: false });
  return null;
}
