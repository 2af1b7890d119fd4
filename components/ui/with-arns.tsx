import { arnParts } from "./arn-parts.ts";

/** A sentence with its ARNs as they are written everywhere else. */
export function WithArns({ text }: { text: string }) {
  return arnParts(text).map((part, at) =>
    at % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts have no identity but their place
      <code key={at} className="font-mono text-sm">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
