"use client";

import { useEffect, useRef, useState } from "react";
import { isAhead, withNews } from "#lib/domain/enrollment/run-news.ts";
import type { RunView } from "#lib/domain/enrollment/views.ts";
import { runHref } from "./step-words.ts";

const reloadMs = 4000;

interface RunStream {
  /** The newest view: from the stream, else the one that the page came with. */
  run: RunView | null;
  /** False: the stream could not be had, the page is reloaded from time to time instead. */
  live: boolean;
}

/**
 * Follows a run while it is active. `reload` is called when it has ended and what it did has been read, and from time
 * to time where the stream does not work.
 */
export function useRunStream(
  integration: string,
  runId: string | null,
  initial: RunView | null,
  reload: () => void,
): RunStream {
  const [streamed, setStreamed] = useState<RunView | null>(null);
  const [live, setLive] = useState(true);
  const [base, setBase] = useState(initial);
  /** The run whose end this page was told. */
  const [over, setOver] = useState<string | null>(null);
  const onReload = useRef(reload);
  useEffect(() => {
    onReload.current = reload;
  });

  // A page that the server rendered before the last event may arrive after the stream has told of it.
  if (base !== initial) {
    setBase(initial);
    if (!isAhead(streamed, initial)) setStreamed(null);
  }
  // A run that somebody continues before its end was read goes on under the same address: it is followed anew.
  if (over !== null && (base !== initial || runId === null)) setOver(null);

  const active =
    runId !== null && runId !== over && (initial === null || initial.status === "running" || initial.reading);
  const address = active ? `${runHref(integration, runId)}/events` : null;

  useEffect(() => {
    if (address === null) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    /** The whole run, as far as this stream has told it. */
    let whole: RunView | null = null;
    const source = new EventSource(address);
    const take = (view: RunView | null) => {
      setLive(true);
      whole = view;
      if (view) setStreamed(view);
    };
    source.addEventListener("run", (event: MessageEvent<string>) => take(parseRun(event.data)));
    source.addEventListener("news", (event: MessageEvent<string>) => {
      take(withNews(whole, parseRun(event.data)));
    });
    source.addEventListener("done", (event: MessageEvent<string>) => {
      take(withNews(whole, parseRun(event.data)));
      source.close();
      setOver(runId);
      onReload.current();
    });
    source.addEventListener("error", () => {
      setLive(false);
      // A closed stream does not come back by itself; an interrupted one does.
      if (source.readyState === EventSource.CLOSED) {
        timer ??= setInterval(() => onReload.current(), reloadMs);
      }
    });
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [address, runId]);

  return { run: streamed ?? initial, live };
}

function parseRun(data: string): RunView | null {
  try {
    return JSON.parse(data) as RunView;
  } catch {
    return null;
  }
}
