/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and protocol packages stay outside the bundle: they are loaded by Node as they are.
  // Chromium asks for the icon again at each change of the address, unless it may keep it.
  headers: async () => [
    { source: "/icon.svg", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
  ],
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "@connectrpc/connect-node"],
};

export default config;
