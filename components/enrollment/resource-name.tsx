import { splitResourceId } from "#lib/domain/enrollment/resource.ts";
import { Exact } from "#components/ui/code-block.tsx";

/** The resource of a change: its ARN or name to copy, with what of it is meant behind. */
export function ResourceName({ id, of }: { id: string; of: string }) {
  const [name, part] = splitResourceId(id);
  return (
    <span className="text-mute">
      <Exact text={name} what={`the resource of “${of}”`} />
      {part === "" ? null : <code className="font-mono break-all"> {part}</code>}
    </span>
  );
}
