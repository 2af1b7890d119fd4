import { clsx } from "clsx";
import type { HTMLAttributes, TdHTMLAttributes, ThHTMLAttributes } from "react";

export function Table({ className, ...rest }: HTMLAttributes<HTMLTableElement>) {
  return (
    <div className="overflow-hidden rounded-[10px] border border-line bg-card">
      <table {...rest} className={clsx("w-full border-separate border-spacing-0 text-left", className)} />
    </div>
  );
}

export function HeadCell({ className, ...rest }: ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx("border-b border-line px-3 py-2 text-sm font-normal text-mute", className)}
    />
  );
}

export function Row({
  selected = false,
  className,
  ...rest
}: HTMLAttributes<HTMLTableRowElement> & { selected?: boolean }) {
  return <tr {...rest} className={clsx("last:[&>td]:border-b-0", selected && "[&>td]:bg-sel", className)} />;
}

export function Cell({ className, ...rest }: TdHTMLAttributes<HTMLTableCellElement>) {
  return <td {...rest} className={clsx("border-b border-line px-3 py-2.5 align-top", className)} />;
}
