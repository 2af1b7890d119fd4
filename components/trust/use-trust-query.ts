"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { changedQueryString, parseTrustQuery, type TrustQuery } from "./trust-query.ts";

const writeAfterMs = 250;

/** Replaces the query string in place: the router learns of it, and asks the server nothing. */
function writeQuery(change: Parameters<typeof changedQueryString>[1]): void {
  const { pathname, search } = window.location;
  const next = changedQueryString(search, change);
  if (next !== search) window.history.replaceState(null, "", `${pathname}${next}`);
}

interface UsedTrustQuery extends TrustQuery {
  setSearch: (search: string) => void;
  change: (change: Partial<Pick<TrustQuery, "filter" | "role">>) => void;
}

/**
 * Search, filter and open role of the address. What is typed shows at once and reaches the address a little later:
 * browsers refuse an address that changes with every key.
 */
export function useTrustQuery(): UsedTrustQuery {
  const query = parseTrustQuery(useSearchParams());
  const [search, setSearch] = useState(query.search);
  const [written, setWritten] = useState(query.search);
  const [seen, setSeen] = useState(query.search);

  // A link to this page with another search wins over what was typed here; our own writing does not.
  if (query.search !== seen) {
    setSeen(query.search);
    if (query.search !== written) {
      setSearch(query.search);
      setWritten(query.search);
    }
  }

  useEffect(() => {
    if (search === written) return;
    const timer = setTimeout(() => {
      setWritten(search);
      writeQuery({ search });
    }, writeAfterMs);
    return () => clearTimeout(timer);
  }, [search, written]);

  const change = useCallback((part: Partial<Pick<TrustQuery, "filter" | "role">>) => writeQuery(part), []);
  return { ...query, search, setSearch, change };
}
