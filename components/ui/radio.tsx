import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";

interface RadioFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  label: ReactNode;
  hint?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** One of several choices; the whole line can be pressed. Several stand in a fieldset with a legend. */
export function RadioField({ label, hint, ...rest }: RadioFieldProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        {...rest}
        type="radio"
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint ? (
          <span id={`${id}-hint`} className="block text-sm text-mute">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
