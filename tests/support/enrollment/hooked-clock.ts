import { VirtualClock } from "../ports/virtual-clock.ts";

/** A virtual clock that lets a test do something while somebody waits. */
export class HookedClock extends VirtualClock {
  onSleep: (durationMs: number) => Promise<void> = () => Promise.resolve();

  override async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    await this.onSleep(durationMs);
    await super.sleep(durationMs, signal);
  }
}
