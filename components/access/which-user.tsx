"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";

interface WhichUserProps {
  names: readonly string[];
  /** Who the person is in Teleport; null: not known. */
  you: string | null;
  /** Teleport itself says who it is: nothing is to be said here. */
  known: boolean;
  onSay: (name: string | null) => void;
}

/** Which Teleport user the person is: they then stand first in the list, and can choose themselves. */
export function WhichUser({ names, you, known, onSay }: WhichUserProps) {
  const id = useId();
  const [entered, setEntered] = useState("");
  const answer = useRef<HTMLParagraphElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const said = useRef(false);
  useEffect(() => {
    if (!said.current) return;
    said.current = false;
    // Question and answer stand in each other's place.
    (you === null ? field : answer).current?.focus({ preventScroll: true });
  }, [you]);
  const say = (name: string | null) => {
    said.current = true;
    // Left standing, it would be said again as soon as the field is left.
    setEntered("");
    onSay(name);
  };
  if (you !== null) {
    return (
      <p
        ref={answer}
        tabIndex={-1}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-mute outline-none"
      >
        <span>
          {known ? "Teleport knows you as" : "You said that you are"}{" "}
          <span className="font-medium text-ink">{you}</span>: you stand first. Choose yourself to add the
          roles to your own Teleport user profile.
        </span>
        {known ? null : (
          <Button size="small" onClick={() => say(null)}>
            I am somebody else
          </Button>
        )}
      </p>
    );
  }
  const wrong = entered !== "" && !names.includes(entered) && !names.some((name) => name.startsWith(entered));
  const sayIfWhole = (name: string) => {
    if (names.includes(name)) say(name);
  };
  return (
    <div className="max-w-100">
      <TextInput
        ref={field}
        label="Which Teleport user are you?"
        list={id}
        hint="Optional: it puts you first in this list, in this browser. No right follows from it."
        value={entered}
        error={wrong ? "None of the users below has this name." : undefined}
        onChange={(event) => {
          const name = event.target.value.trim();
          setEntered(name);
          if (names.filter((each) => each.startsWith(name)).length === 1) sayIfWhole(name);
        }}
        onBlur={() => {
          // Who went on to something else stays there.
          if (names.includes(entered)) onSay(entered);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") sayIfWhole(entered);
        }}
      />
      <datalist id={id}>
        {names.slice(0, offered).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}

/** More would weigh on the page; every name can be typed. */
const offered = 500;
