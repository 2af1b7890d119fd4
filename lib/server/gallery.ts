import { config } from "./config.ts";

/** The gallery of screens is for developers and tests: it answers only where GALLERY=1 is set. */
export function galleryEnabled(): boolean {
  return config().GALLERY === "1";
}
