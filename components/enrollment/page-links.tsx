import Link from "next/link";

interface PageLinksProps {
  /** Address of the newest page. */
  page: string;
  older: string | null;
  before: string | null;
  /** What is listed, in the plural. */
  what: string;
}

const look = "rounded-sm text-accent underline";

/** The way on through a list that is longer than its page; nothing where it is not. */
export function PageLinks({ page, older, before, what }: PageLinksProps) {
  if (older === null && before === null) return null;
  return (
    <nav aria-label={`More ${what}`} className="flex flex-wrap gap-x-5 gap-y-1">
      {before === null ? null : (
        <Link className={look} href={page}>
          Newest {what}
        </Link>
      )}
      {older === null ? null : (
        <Link className={look} href={`${page}?${new URLSearchParams({ before: older }).toString()}`}>
          Older {what}
        </Link>
      )}
    </nav>
  );
}
