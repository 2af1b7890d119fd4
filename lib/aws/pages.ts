interface Page {
  IsTruncated?: boolean | undefined;
  Marker?: string | undefined;
}

/**
 * All pages of a listing. IAM may return fewer items than asked and still have more, so only IsTruncated counts; a
 * server that says so without a new marker would never end and is taken as complete.
 */
export async function allPages<P extends Page>(
  read: (marker: string | undefined) => Promise<P>,
): Promise<readonly P[]> {
  const pages: P[] = [];
  let marker: string | undefined;
  for (;;) {
    const page: P = await read(marker);
    pages.push(page);
    if (page.IsTruncated !== true || page.Marker === undefined || page.Marker === marker) return pages;
    marker = page.Marker;
  }
}
