interface Place {
  index: number;
  start: number;
}

interface PlacedRows<P> {
  /** Room above the rows that follow each other, in px. */
  above: number;
  /** The row where the keyboard is, if it is not among them. */
  apart: P | null;
}

/** Rows in view stand in the usual flow, so that none needs a place of its own: only one far from them does. */
export function placeRows<P extends Place>(
  places: readonly P[],
  active: number,
  margin: number,
): PlacedRows<P> {
  const apart = places.find(
    ({ index }, at) =>
      index === active &&
      places.length > 1 &&
      places[at - 1]?.index !== index - 1 &&
      places[at + 1]?.index !== index + 1,
  );
  const first = places.find((place) => place !== apart);
  return { above: first ? first.start - margin : 0, apart: apart ?? null };
}
