import type { Page } from "@playwright/test";
import { judged, medianAndP95, milliseconds, quantile, type Row } from "./table.ts";

const frameMs = 16;
const frames = 240;
/** A notch of the wheel in every frame: faster than hands are. */
const notchPx = 120;
/** Less than thousands of rows take. */
const leastHeightPx = 100_000;

/** What the page's main thread is busy with; the rest is painting, handing over to the compositor, collecting garbage. */
const parts = { script: "ScriptDuration", style: "RecalcStyleDuration", layout: "LayoutDuration" } as const;
const all = "TaskDuration";

/** Until the next frame; without a GPU the browser draws on the same processors, and that counts here too. */
async function framesOf(page: Page, stepPx: number): Promise<number[]> {
  return await page.evaluate(
    async ({ count, step }) => {
      const next = async () =>
        await new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())));
      window.scrollTo(0, 0);
      const times: number[] = [];
      let last = await next();
      for (let frame = 1; frame <= count; frame += 1) {
        window.scrollTo(0, step * Math.min(frame, count - frame));
        const at = await next();
        times.push(at - last);
        last = at;
      }
      return times;
    },
    { count: frames, step: stepPx },
  );
}

/** The same with what the page itself took of the processor: what other programs do meanwhile hurts that less. */
async function timeScrolling(page: Page, stepPx: number) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  const before = await spent();
  const times = await framesOf(page, stepPx);
  const after = await spent();
  await session.detach();
  const perFrame = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / frames;
  const known = Object.entries(parts).map(([part, name]) => ({ part, ms: perFrame(name) }));
  const rest = perFrame(all) - known.reduce((sum, { ms }) => sum + ms, 0);
  return { times, ownMs: perFrame(all), parts: [...known, { part: "rest", ms: rest }] };
}

/** A notch of the wheel a frame, which has a goal, and the whole list in 120 frames: screens that none has seen. */
export async function benchScrolling(page: Page, where: string): Promise<Row[]> {
  // The server sends the first rows only: the list has its height once the browser has taken over.
  await page.waitForFunction((least) => document.documentElement.scrollHeight > least, leastHeightPx);
  // What a page does once after it has come is another question.
  await page.waitForLoadState("networkidle");
  const height = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  const jumpPx = Math.floor((2 * height) / frames);
  const rows: Row[] = [];
  for (const step of [notchPx, jumpPx]) {
    const { times, ownMs, parts: taken } = await timeScrolling(page, step);
    rows.push(
      {
        what: `${where}: frame while scrolling by ${step} px`,
        value: medianAndP95(times),
        ...(step === notchPx && { goal: judged(quantile(times, 0.95), frameMs, "ms at p95") }),
      },
      {
        what: "  of it the page itself",
        value: `${milliseconds(ownMs)} of CPU`,
        goal: taken.map(({ part, ms }) => `${part} ${ms.toFixed(1)}`).join(", "),
      },
    );
  }
  return rows;
}
