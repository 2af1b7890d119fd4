import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { inter, interExt, jetbrainsMono } from "./fonts.ts";
import "./globals.css";

/** Every page is made for its request: the content policy gives each a nonce of its own. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "AWS Access for Teleport", template: "%s · AWS Access" },
  description: "Enroll AWS accounts into a Teleport cluster and open their consoles.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#131318" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${inter.variable} ${interExt.variable} ${jetbrainsMono.variable}`}>
      <body className="min-h-dvh bg-bg font-sans text-base text-ink">{children}</body>
    </html>
  );
}
