import { notFound } from "next/navigation";
import { galleryEnabled, galleryTimeMs } from "#lib/server/gallery.ts";
import { pagesIn, situationNames } from "#components/gallery/situations/situation-names.ts";
import { SituationScreen } from "#components/gallery/situations/situation-screens.tsx";

export default async function SituationPage({
  params,
}: {
  params: Promise<{ screen: string; page: string }>;
}) {
  const { screen, page } = await params;
  const situation = situationNames.find((name) => name === screen);
  const shown = situation && pagesIn(situation).find((name) => name === page);
  if (!galleryEnabled() || situation === undefined || shown === undefined) notFound();
  return <SituationScreen situation={situation} page={shown} atMs={galleryTimeMs()} />;
}
