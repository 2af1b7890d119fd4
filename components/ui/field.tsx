"use client";

import { clsx } from "clsx";
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import { TriangleAlert } from "lucide-react";

interface FieldProps {
  label: string;
  /** What belongs in, and what it is good for. */
  hint?: ReactNode;
  error?: string | undefined;
  children: (wiring: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": boolean;
  }) => ReactNode;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": Boolean(error) })}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-mute">
          {hint}
        </p>
      ) : null}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

/** The live region stands from the start: what comes into it later is spoken. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    <div id={id} aria-live="polite">
      {error ? (
        <p className="mt-1 flex gap-1.5 text-sm font-medium text-bad">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" strokeWidth={2.5} aria-hidden />
          <span className="min-w-0 break-words">{error}</span>
        </p>
      ) : null}
    </div>
  );
}

interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  mono?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export const inputClasses =
  "min-h-9 w-full min-w-0 rounded-lg border border-edge bg-card px-3 py-1.5 text-base text-ink max-sm:text-lg " +
  "placeholder:text-mute aria-invalid:border-bad disabled:opacity-55";

export function TextInput({ label, hint, error, mono = false, className, ...rest }: TextInputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...rest}
          {...wiring}
          className={clsx(inputClasses, mono && "font-mono", className)}
        />
      )}
    </Field>
  );
}
