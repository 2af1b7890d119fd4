"use client";

import { clsx } from "clsx";
import type { ReactNode, Ref, TextareaHTMLAttributes } from "react";
import { Field, inputClasses } from "./field.tsx";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  mono?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines; long ones are scrolled to, so that a line stays a line. */
export function TextArea({ label, hint, error, mono = false, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          wrap="off"
          {...rest}
          {...wiring}
          className={clsx(inputClasses, "block", mono && "font-mono", className)}
        />
      )}
    </Field>
  );
}
