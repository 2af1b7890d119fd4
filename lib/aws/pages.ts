interface Page {
  IsTruncated?: boolean | undefined;
  Marker?: string | undefined;
}

/**
 * All pages of a listing. IAM may return fewer items than asked and still have more, so only IsTruncated counts; a
 * server that says so without a new marker would never end: it ignores markers, and what it sent for this one is the
 * page before once more.
 */
export async function allPages<P extends Page>(
  read: (marker: string | undefined) => Promise<P>,
): Promise<readonly P[]> {
  const pages: P[] = [];
  let marker: string | undefined;
  for (;;) {
    const page: P = await read(marker);
    if (marker !== undefined && page.IsTruncated === true && page.Marker === marker) return pages;
    pages.push(page);
    if (page.IsTruncated !== true || page.Marker === undefined) return pages;
    marker = page.Marker;
  }
}
