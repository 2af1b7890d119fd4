import { clsx } from "clsx";
import Link from "next/link";
import type { ButtonHTMLAttributes, ComponentProps, ReactNode, Ref } from "react";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "normal" | "small";

const looks: Record<ButtonLook, string> = {
  primary: "border-accent bg-accent text-accent-ink hover:border-accent-strong hover:bg-accent-strong",
  plain: "border-line bg-card text-ink hover:bg-soft",
  quiet: "border-transparent bg-transparent text-mute hover:bg-soft hover:text-ink",
  danger: "border-bad bg-card text-bad hover:bg-bad-bg",
};

const sizes: Record<ButtonSize, string> = {
  normal: "min-h-9 px-3 text-base",
  small: "min-h-7.5 px-2.5 text-sm",
};

export function buttonClasses(look: ButtonLook, size: ButtonSize): string {
  return clsx(
    "inline-flex items-center justify-center gap-2 rounded-lg border font-medium whitespace-nowrap",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    looks[look],
    sizes[size],
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: ButtonSize;
  /** While true the button keeps its width and focus, and takes no press. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

/** A busy button is not `disabled`: that would throw the keyboard's focus away. */
export function Button({
  look = "plain",
  size = "normal",
  busy = false,
  type = "button",
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? "button" : type}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy || undefined}
      className={clsx(buttonClasses(look, size), className)}
      onClick={busy ? undefined : onClick}
    >
      {children}
    </button>
  );
}

interface LinkButtonProps extends ComponentProps<typeof Link> {
  look?: ButtonLook;
  size?: ButtonSize;
}

export function LinkButton({ look = "plain", size = "normal", className, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={clsx(buttonClasses(look, size), className)} />;
}
