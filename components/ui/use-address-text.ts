"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { writeQuery } from "./address.ts";

const writeAfterMs = 250;

/**
 * A text that stands in the address under `name`, as a search does. What is typed shows at once and reaches the address
 * a little later: browsers refuse an address that changes with every key. `unsaid`: what holds where the address says
 * nothing.
 */
export function useAddressText(name: string, unsaid = ""): [string, (text: string) => void] {
  const given = useSearchParams().get(name) ?? unsaid;
  const [text, setText] = useState(given);
  const [written, setWritten] = useState(given);
  const [seen, setSeen] = useState(given);

  // A link to this page with another text wins over what was typed here; our own writing does not.
  if (given !== seen) {
    setSeen(given);
    if (given !== written) {
      setText(given);
      setWritten(given);
    }
  }

  useEffect(() => {
    if (text === written) return;
    const write = () => {
      setWritten(text);
      writeQuery({ [name]: text === unsaid ? null : text });
    };
    const writeOnEnter = ({ key }: KeyboardEvent) => {
      if (key === "Enter") write();
    };
    const timer = setTimeout(write, writeAfterMs);
    // Before anybody follows a link: the router drops a way that it is on when the address is written meanwhile.
    window.addEventListener("click", write, true);
    window.addEventListener("keydown", writeOnEnter, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("click", write, true);
      window.removeEventListener("keydown", writeOnEnter, true);
    };
  }, [name, text, written, unsaid]);

  return [text, setText];
}
