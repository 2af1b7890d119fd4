import type { TakesAwayView } from "#lib/domain/enrollment/views.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";
import { countWords } from "./number-words.ts";

/** Who can no longer open what, once it is done. */
export function LossList({ losses }: Pick<TakesAwayView, "losses">) {
  if (losses.length === 0) return null;
  return (
    <section aria-labelledby="losses-title" className="space-y-1.5">
      <h3 id="losses-title" className="font-medium">
        {countWords(losses.length, "person loses", "people lose")} access
      </h3>
      <ul className="max-h-80 space-y-1 overflow-y-auto">
        {losses.map(({ user, roles }) => (
          <li key={user} className="break-words">
            <span className="font-medium">{user}</span>{" "}
            <span className="text-mute">loses {roles.map(({ name }) => name).join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What no change ends: sessions that are open. With the exact lines that do. */
export function GoesOn({
  view,
  open = false,
  heading: Heading = "h3",
}: {
  view: TakesAwayView;
  open?: boolean;
  heading?: "h2" | "h3";
}) {
  const { locks, revocation } = view;
  return (
    <Disclosure summary="What goes on: sessions that are open now" open={open}>
      <div className="space-y-5">
        <section className="space-y-2">
          <Heading className="font-medium">In Teleport, until they end</Heading>
          <p className="prose-width text-mute">
            Who is signed in keeps what the session was given, as a rule for up to 12 hours. A lock ends it at
            once. It shuts the person out of the whole cluster until its time is over or somebody removes it
            with tctl rm.
          </p>
          {locks.length > 0 ? (
            <CodeBlock code={locks.map(({ line }) => line).join("\n")} label="Lock these people" />
          ) : (
            <p className="prose-width">
              By evaluation nobody reaches these roles now; whoever did before may still be signed in.
            </p>
          )}
        </section>
        {revocation.scripts.length > 0 ? (
          <section className="space-y-2">
            <Heading className="font-medium">In AWS, up to one hour</Heading>
            <p className="prose-width text-mute">
              A console or CLI session that was opened through Teleport lasts one hour at most. AWS’s own
              statement ends older sessions of a role at once, those of everybody who uses it: they sign in
              again. Workloads that use the role, such as EC2 instances and Lambda functions, are denied
              everything as well, until their credentials are refreshed. Run the script after the run, with
              credentials of its account. It ends the sessions from before the moment at which it runs; the
              document below carries the time of this page.
            </p>
            {revocation.scripts.map(({ accountId, roles, fileName, content }) => (
              <CodeBlock
                key={accountId}
                code={content}
                label={`End older sessions of ${countWords(roles.length, "role")} in account ${accountId}`}
                actions={<DownloadButton text={content} fileName={fileName} />}
              />
            ))}
            <CodeBlock
              code={revocation.document}
              label="The inline policy AWSRevokeOlderSessions"
              actions={<DownloadButton text={revocation.document} fileName={revocation.fileName} />}
            />
          </section>
        ) : null}
      </div>
    </Disclosure>
  );
}
