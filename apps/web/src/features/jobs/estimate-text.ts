import { formatNumber, formatPercent } from '../language/format.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

function range(ms: number, unitMs: number, step: number, unit: string): string {
  const low = Math.max(step, Math.floor((ms * 0.9) / unitMs / step) * step);
  const high = Math.ceil((ms * 1.1) / unitMs / step) * step;
  return low >= high ? `about ${high} ${unit}` : `about ${low}–${high} ${unit}`;
}

/** A duration as a rounded range: an exact second would only pretend. */
export function remainingText(ms: number): string {
  if (ms < 10 * secondMs) return 'a few seconds';
  if (ms < 55 * secondMs) return range(ms, secondMs, 10, 's');
  if (ms < 55 * minuteMs) return range(ms, minuteMs, 1, 'min');
  return range(ms, hourMs, 1, 'h');
}

/** "12 pages/s", "3.4 pages/s", or by the minute when it is slow. */
export function rateText(perSecond: number, unit: string): string {
  const [rate, per] = perSecond < 0.5 ? [perSecond * 60, 'min'] : [perSecond, 's'];
  return `${formatNumber(rate, rate < 10 ? 1 : 0)} ${unit}/${per}`;
}

/** A text that was shown, and since when. */
export type Held = { text: string; sinceMs: number };

/** Keeps a text for two seconds at least, so that nothing flickers while one reads. */
export function hold(before: Held | undefined, text: string, nowMs: number): Held {
  if (before === undefined) return { text, sinceMs: nowMs };
  return text === before.text || nowMs - before.sinceMs < 2_000 ? before : { text, sinceMs: nowMs };
}

/** What is said aloud of a fraction: only 25, 50, 75 and 100 %, or nobody could listen to anything else. */
export function milestoneText(fraction: number | undefined): string {
  const quarter = Math.floor((fraction ?? 0) * 4);
  return quarter < 1 ? '' : formatPercent(Math.min(quarter, 4) / 4);
}
