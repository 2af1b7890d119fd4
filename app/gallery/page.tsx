import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { galleryEnabled } from "#lib/server/gallery.ts";
import { PlainPage } from "#components/enrollment/plain-page.tsx";
import { screenNames } from "#components/gallery/screen-names.ts";
import { PageTitle } from "#components/ui/page-title.tsx";

export const metadata: Metadata = { title: "Gallery" };

export default function GalleryPage() {
  if (!galleryEnabled()) notFound();
  return (
    <PlainPage>
      <PageTitle title="Gallery" lead="Every screen in every state, with made-up data." />
      <ul className="mt-4 grid gap-1 sm:grid-cols-3">
        {screenNames.map((name) => (
          <li key={name}>
            <Link className="rounded-sm text-accent underline" href={`/gallery/${name}`}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </PlainPage>
  );
}
