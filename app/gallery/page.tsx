import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { galleryEnabled } from "#lib/server/gallery.ts";
import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { screensOfRoute } from "#components/gallery/routes.ts";
import { pagesIn, situationNames } from "#components/gallery/situations/situation-names.ts";
import { PageTitle } from "#components/ui/page-title.tsx";

export const metadata: Metadata = { title: "Gallery" };

const sections = [
  ...Object.entries(screensOfRoute).map(([route, { screens }]) => ({ title: route, screens })),
  ...situationNames.map((situation) => ({
    title: situation,
    screens: pagesIn(situation).map((page) => `${situation}/${page}`),
  })),
];

export default function GalleryPage() {
  if (!galleryEnabled()) notFound();
  return (
    <PlainPage>
      <PageTitle title="Gallery" lead="Every route in every state, with made-up data." />
      {sections.map(({ title, screens }) => (
        <section key={title} className="mt-5">
          <h2 className="font-mono">{title}</h2>
          <ul className="mt-1 grid gap-1 sm:grid-cols-3">
            {screens.map((name) => (
              <li key={name}>
                <Link prefetch={false} className="rounded-sm text-accent underline" href={`/gallery/${name}`}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </PlainPage>
  );
}
