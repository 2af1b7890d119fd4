/** What a request for `/open/…` shows of who led here. Header values; null where absent. */
export interface LaunchRequest {
  secFetchSite: string | null;
  /** Set on requests that a browser makes before anybody asked for the page. */
  secPurpose: string | null;
}

/**
 * Whether the page may launch without a click: only for somebody who typed the address, used a bookmark, or came from
 * our own pages. Another site must not be able to make a browser open a console.
 */
export function mayLaunchByItself({ secFetchSite, secPurpose }: LaunchRequest): boolean {
  return secPurpose === null && (secFetchSite === "same-origin" || secFetchSite === "none");
}
