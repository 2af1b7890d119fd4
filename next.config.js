/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Chromium asks for the icon again at each change of the address, unless it may keep it, and now and then for
  // the .ico whatever the page names.
  headers: async () =>
    ["/icon.svg", "/favicon.ico"].map((source) => ({
      source,
      headers: [{ key: "Cache-Control", value: "public, max-age=86400" }],
    })),
  // Native and protocol packages stay outside the bundle: they are loaded by Node as they are.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "@connectrpc/connect-node"],
};

export default config;
