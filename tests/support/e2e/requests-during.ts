import type { Page, Request } from "@playwright/test";

/** The addresses of all that leaves while `act` goes on. */
export async function requestsDuring(
  page: Page,
  act: () => Promise<void>,
  counts: (request: Request) => boolean = () => true,
): Promise<string[]> {
  const requests: string[] = [];
  const note = (request: Request) => {
    if (counts(request)) requests.push(request.url());
  };
  page.on("request", note);
  await act();
  page.off("request", note);
  return requests;
}

/**
 * Of these what would not leave without `act`: browsers look for the page's icon again at a new address, what goes on
 * is asked by the clock, and pages behind the links that are there already are looked up ahead whenever the browser
 * has the time.
 */
export async function requestsOf(page: Page, act: () => Promise<void>): Promise<string[]> {
  const linked = new Set(await page.evaluate(() => [...document.links].map(({ pathname }) => pathname)));
  return await requestsDuring(page, act, (request) => {
    const { pathname } = new URL(request.url());
    const isAhead = request.headers()["next-router-prefetch"] !== undefined && linked.has(pathname);
    const isStatic = pathname === "/icon.svg" || pathname.startsWith("/_next/static/");
    return !isStatic && !isAhead && !pathname.endsWith("/now");
  });
}
