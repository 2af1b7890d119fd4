import type { ByHandOnlyView } from "#lib/domain/enrollment/views.ts";
import { Section } from "#components/ui/card.tsx";
import { ByHandPanel } from "./by-hand-panel.tsx";

/** Stands in the place of reviewing and applying, where the app may not read what it would change. */
export function ByHandOnly({ view }: { view: ByHandOnlyView }) {
  return (
    <Section title="By hand only" id="by-hand-only">
      <p className="prose-width mb-3">{view.words}</p>
      <ByHandPanel byHand={view.byHand} label="By hand" />
    </Section>
  );
}
