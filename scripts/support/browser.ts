import { existsSync } from "node:fs";
import { run } from "./child.ts";
import { root, tool } from "./paths.ts";

type Browser = { ok: true; path: string | null } | { ok: false; why: string };

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function findInstalled(): string | null {
  return installed.find((path) => existsSync(path)) ?? null;
}

/** An installed Chromium or Chrome, else Debian's package when root, else Playwright's own (path null). */
export async function findBrowser(): Promise<Browser> {
  const found = findInstalled();
  if (found) return { ok: true, path: found };
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium…");
    const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
    await run("apt-get", ["update", "-qq"], quiet);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const now = findInstalled();
    if (now) return { ok: true, path: now };
  }
  const code = await run(process.execPath, [tool("playwright"), "install", "chromium"], { cwd: root });
  return code === 0
    ? { ok: true, path: null }
    : { ok: false, why: "no Chromium or Chrome is installed, and none could be installed." };
}
