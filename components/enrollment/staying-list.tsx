import { Disclosure } from "#components/ui/disclosure.tsx";
import { countWords } from "./number-words.ts";

/** What a plan leaves alone because it is somebody else's, or needed by somebody else. */
export function StayingList({ stays }: { stays: readonly { what: string; why: string }[] }) {
  if (stays.length === 0) return null;
  return (
    <Disclosure
      summary={`${countWords(stays.length, "thing stays", "things stay")}`}
      open={stays.length <= 5}
    >
      <ul className="space-y-2">
        {stays.map(({ what, why }) => (
          <li key={what}>
            <p className="break-words">{what}</p>
            <p className="text-sm break-words text-mute">{why}</p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
