"use client";

import { clsx } from "clsx";
import { useEffect, useId, useRef, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import { FieldError } from "./field.tsx";

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  /** Some, not all, of what it stands for are chosen. */
  mixed?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** The box alone: give it an `aria-label` or an `aria-labelledby`. */
export function Checkbox({ mixed = false, className, ref, ...rest }: CheckboxProps) {
  const own = useRef<HTMLInputElement | null>(null);
  useEffect(() => {
    if (own.current) own.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <input
      {...rest}
      type="checkbox"
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      className={clsx("check-box shrink-0", className)}
    />
  );
}

interface CheckboxFieldProps extends CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

/** Box, words and hint; the whole line can be pressed. */
export function CheckboxField({ label, hint, error, ...rest }: CheckboxFieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className="flex gap-2.5">
      <Checkbox
        {...rest}
        id={id}
        aria-describedby={described || undefined}
        aria-invalid={Boolean(error)}
        className="mt-0.5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-mute">
            {hint}
          </p>
        ) : null}
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </div>
  );
}
