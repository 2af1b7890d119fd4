import "server-only";
import type { ChangeProgress, Run } from "#lib/domain/enrollment/run.ts";
import { ToldChanges } from "#lib/domain/enrollment/run-news.ts";
import { adminProblem } from "./authority.ts";
import { container } from "./container.ts";
import { readingOver } from "./observations.ts";
import { viewRun } from "./runs.ts";
import { statusOf } from "./refusal-page.ts";
import { identify } from "./viewer.ts";

/**
 * A run's progress as server-sent events: the whole of it first, as `run`, then each time what is new of it, as `news`;
 * the last one is named `done`. The run does not depend on anybody listening.
 */
export async function streamRun(request: Request, integration: string, runId: string): Promise<Response> {
  const refused = adminProblem(await identify(false));
  if (refused) return new Response(refused.what, { status: statusOf(refused) });
  const { engine } = await container();
  const known = await engine.run(runId);
  if (!known || known.plan.scope.integration !== integration)
    return new Response("No such run.", { status: 404 });

  let unsubscribe = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const told = new ToldChanges();
      const end = () => {
        unsubscribe();
        closeQuietly(controller);
      };
      const tell = (name: "run" | "news" | "done", run: Run) =>
        enqueueQuietly(controller, encoder.encode(eventOf(name, run, told.newsOf(run))));
      let first = true;
      let revision = 0;
      const send = (run: Run): void => {
        // What was asked for at the beginning may come after the first that the run told by itself.
        if (run.revision < revision) return;
        revision = run.revision;
        const name = first ? "run" : "news";
        first = false;
        if (!tell(name, run)) {
          end();
          return;
        }
        if (run.status === "running") return;
        // The page asks for everything anew at `done`: it comes when what the run changed has been read.
        void readingOver(integration).then(() => {
          tell("done", run);
          end();
        });
      };
      unsubscribe = engine.subscribe(runId, send);
      request.signal.addEventListener("abort", end);
      // Looked at again: what happened between the first look and now nobody has told.
      void engine.run(runId).then((run) => send(run ?? known), end);
    },
    cancel() {
      unsubscribe();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

function eventOf(name: "run" | "news" | "done", run: Run, news: readonly ChangeProgress[]): string {
  return `event: ${name}\ndata: ${JSON.stringify(viewRun(run, news))}\n\n`;
}

function enqueueQuietly(controller: ReadableStreamDefaultController<Uint8Array>, chunk: Uint8Array): boolean {
  try {
    controller.enqueue(chunk);
    return true;
  } catch {
    // The page was closed between two events; the run goes on without it.
    return false;
  }
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // Closed already, by the page or by the last event.
  }
}
