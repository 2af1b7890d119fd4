import { notFound } from "next/navigation";
import { galleryEnabled, galleryTimeMs } from "#lib/server/gallery.ts";
import { screenNames } from "#components/gallery/screen-names.ts";
import { GalleryScreen } from "#components/gallery/screens.tsx";

export default async function GalleryScreenPage({ params }: { params: Promise<{ screen: string }> }) {
  const { screen } = await params;
  const known = screenNames.find((name) => name === screen);
  if (!galleryEnabled() || known === undefined) notFound();
  return <GalleryScreen screen={known} atMs={galleryTimeMs()} />;
}
