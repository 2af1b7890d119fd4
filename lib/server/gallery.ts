import { systemClock } from "./clock.ts";
import { config } from "./config.ts";

/** The gallery of screens is for developers and tests: it answers only where GALLERY=1 is set. */
export function galleryEnabled(): boolean {
  return config().GALLERY === "1";
}

/** The time of a page, in ms: its screen shows everything as of that, on the server and in the browser. */
export function galleryTimeMs(): number {
  return systemClock.now().getTime();
}
