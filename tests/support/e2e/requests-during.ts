import type { Page, Request } from "@playwright/test";

/**
 * What leaves for the app while `act` goes on. Not counted is what would leave without it: browsers look for the
 * page's icon again at a new address, what goes on is asked by the clock, and pages behind the links that are there
 * already are looked up ahead whenever the browser has the time.
 */
export async function requestsDuring(page: Page, act: () => Promise<void>): Promise<string[]> {
  const linked = new Set(await page.evaluate(() => [...document.links].map(({ pathname }) => pathname)));
  const requests: string[] = [];
  const note = (request: Request) => {
    const { pathname } = new URL(request.url());
    const isAhead = request.headers()["next-router-prefetch"] !== undefined && linked.has(pathname);
    const isStatic = pathname === "/icon.svg" || pathname.startsWith("/_next/static/");
    if (!isStatic && !isAhead && !pathname.endsWith("/now")) requests.push(request.url());
  };
  page.on("request", note);
  await act();
  page.off("request", note);
  return requests;
}
