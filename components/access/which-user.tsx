"use client";

import { useId, useState } from "react";
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
  if (you !== null) {
    return (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-mute">
        <span>
          {known ? "Teleport knows you as" : "You said that you are"}{" "}
          <span className="font-medium text-ink">{you}</span>: you stand first. Choose yourself to add the
          roles to your own Teleport user profile.
        </span>
        {known ? null : (
          <Button size="small" onClick={() => onSay(null)}>
            I am somebody else
          </Button>
        )}
      </p>
    );
  }
  const wrong = entered !== "" && !names.includes(entered) && !names.some((name) => name.startsWith(entered));
  const sayIfWhole = (name: string) => {
    if (names.includes(name)) onSay(name);
  };
  return (
    <div className="max-w-100">
      <TextInput
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
        onBlur={() => sayIfWhole(entered)}
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
