"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { writeQuery } from "#components/ui/address.ts";
import { useAddressText } from "#components/ui/use-address-text.ts";
import { addressOf, parseTrustQuery, type TrustQuery } from "./trust-query.ts";

interface UsedTrustQuery extends TrustQuery {
  search: string;
  setSearch: (search: string) => void;
  change: (change: Partial<Pick<TrustQuery, "filter" | "role">>) => void;
}

/** Search, filter and open role of the address. */
export function useTrustQuery(): UsedTrustQuery {
  const query = parseTrustQuery(useSearchParams());
  const [search, setSearch] = useAddressText("q");
  const change = useCallback(
    (part: Partial<Pick<TrustQuery, "filter" | "role">>) => writeQuery(addressOf(part)),
    [],
  );
  return { ...query, search, setSearch, change };
}
