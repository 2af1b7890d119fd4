/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native and protocol packages stay outside the bundle: they are loaded by Node as they are.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "@connectrpc/connect-node"],
};

export default config;
