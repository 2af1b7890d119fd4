/** Three columns that stand under each other from row to row; on a phone the name has a line for itself. */
export const rowLook =
  "flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 border-x border-b border-line px-4 py-2.5 " +
  "md:grid md:grid-cols-[minmax(0,1fr)_minmax(0,15rem)_minmax(16rem,auto)]";
export const nameLook = "min-w-0 max-md:basis-full";
export const verdictLook = "flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1";
