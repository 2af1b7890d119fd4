import type { TrustRowView, TrustStepView } from "./views.ts";

/* Thousands of roles differ in little but their name: what is equal is sent once. */

type RowLook = Omit<TrustRowView, "arn" | "name" | "path">;

export interface PackedTrustView extends Omit<TrustStepView, "rows"> {
  looks: readonly RowLook[];
  /** ARN and place in `looks`; name and path stand in the ARN. */
  rows: readonly (readonly [arn: string, look: number])[];
}

export function packTrust(view: TrustStepView): PackedTrustView {
  const looks: RowLook[] = [];
  const places = new Map<string, number>();
  const rows = view.rows.map(({ arn, name: _name, path: _path, ...look }) => {
    const text = JSON.stringify(look);
    const place = places.get(text) ?? looks.push(look) - 1;
    places.set(text, place);
    return [arn, place] as const;
  });
  return { ...view, looks, rows };
}

export function unpackTrust({ looks, rows, ...view }: PackedTrustView): TrustStepView {
  return {
    ...view,
    rows: rows.flatMap(([arn, place]) => {
      const look = looks[place];
      return look === undefined ? [] : [{ arn, ...nameAndPath(arn), ...look }];
    }),
  };
}

/** `arn:aws:iam::123456789012:role/team/Developer` is Developer in /team/. */
function nameAndPath(arn: string): { name: string; path: string } {
  const nameAt = arn.lastIndexOf("/") + 1;
  return { name: arn.slice(nameAt), path: arn.slice(arn.indexOf("/"), nameAt) };
}
