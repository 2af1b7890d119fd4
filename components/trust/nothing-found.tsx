import { countWords } from "#components/enrollment/number-words.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { TrustFilter } from "./trust-query.ts";
import { filterNames } from "./trust-toolbar.tsx";

interface NothingFoundProps {
  search: string;
  filter: TrustFilter;
  /** Roles that the search finds under other filters. */
  elsewhere: number;
  onShowAll: () => void;
  onClearSearch: () => void;
}

/** Search and filter leave nothing over: says which of the two, and the way out. */
export function NothingFound({ search, filter, elsewhere, onShowAll, onClearSearch }: NothingFoundProps) {
  const sought = search.trim();
  return (
    <EmptyState
      title={sought ? `No role matches “${sought}”` : `No role is under “${filterNames[filter]}”`}
      action={
        <>
          {elsewhere > 0 ? (
            <Button onClick={onShowAll}>Show all {countWords(elsewhere, "role")}</Button>
          ) : null}
          {sought ? <Button onClick={onClearSearch}>Clear the search</Button> : null}
        </>
      }
    >
      {sought && elsewhere > 0
        ? `Under “${filterNames[filter]}”, that is: ${countWords(elsewhere, "role matches", "roles match")} elsewhere.`
        : sought
          ? "The search looks at name, path, ARN and what the tag says; all words must occur."
          : "Every role of the account stands under another filter."}
    </EmptyState>
  );
}
