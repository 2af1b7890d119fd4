"use client";

import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import type { LabelRow } from "./label-rows.ts";

interface LabelEditorProps {
  rows: readonly LabelRow[];
  errors: ReadonlyMap<number, string>;
  onChange: (rows: readonly LabelRow[]) => void;
}

/** Labels of the person's own choice, beside those that the app sets. */
export function LabelEditor({ rows, errors, onChange }: LabelEditorProps) {
  const add = useRef<HTMLButtonElement>(null);
  const change = (id: number, part: Partial<LabelRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const nextId = Math.max(0, ...rows.map((row) => row.id)) + 1;

  return (
    <div className="space-y-3">
      {rows.map((row, at) => (
        <fieldset key={row.id} className="flex items-start gap-2.5">
          <legend className="sr-only">Label {at + 1}</legend>
          <div className="grid min-w-0 flex-1 gap-2.5 sm:grid-cols-2">
            <TextInput
              label="Name"
              mono
              value={row.key}
              error={errors.get(row.id)}
              onChange={(event) => change(row.id, { key: event.target.value })}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the row appears because the person asked for it
              autoFocus={row.key === "" && at === rows.length - 1}
            />
            <TextInput
              label="Value"
              mono
              value={row.value}
              onChange={(event) => change(row.id, { value: event.target.value })}
            />
          </div>
          <Button
            look="quiet"
            aria-label={`Remove label ${row.key || at + 1}`}
            className="mt-6"
            onClick={() => {
              onChange(rows.filter(({ id }) => id !== row.id));
              add.current?.focus();
            }}
          >
            <X className="size-4" aria-hidden />
          </Button>
        </fieldset>
      ))}
      <Button ref={add} size="small" onClick={() => onChange([...rows, { id: nextId, key: "", value: "" }])}>
        <Plus className="size-3.5" aria-hidden />
        Add a label
      </Button>
    </div>
  );
}
