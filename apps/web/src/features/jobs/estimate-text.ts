import { t } from '@lingui/core/macro';
import { formatNumber, formatPercent, formatUnitRange } from '../language/format.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

function range(ms: number, unitMs: number, step: number, unit: string): string {
  const low = Math.max(step, Math.floor((ms * 0.9) / unitMs / step) * step);
  const high = Math.ceil((ms * 1.1) / unitMs / step) * step;
  return t`about ${{ range: formatUnitRange(Math.min(low, high), high, unit) }} left`;
}

/** The time left as a rounded range, "about 20–40 sec left": an exact second would only pretend. */
export function remainingText(ms: number): string {
  if (ms < 10 * secondMs) return t`a few seconds left`;
  if (ms < 55 * secondMs) return range(ms, secondMs, 10, 'second');
  if (ms < 55 * minuteMs) return range(ms, minuteMs, 1, 'minute');
  return range(ms, hourMs, 1, 'hour');
}

const rateNumber = (rate: number) => formatNumber(rate, rate < 10 ? 1 : 0);

/** "12 pages/s", "3.4 pages/s", or per minute when it is slow. `unit` is a plural noun. */
export function rateText(perSecond: number, unit: string): string {
  if (perSecond < 0.5) return t`${{ rate: rateNumber(perSecond * 60) }} ${unit}/min`;
  return t`${{ rate: rateNumber(perSecond) }} ${unit}/s`;
}

/** A text that was shown, and since when. */
export type Held = { text: string; sinceMs: number };

/** Keeps a text for at least two seconds, so that nothing flickers while it is read. */
export function hold(before: Held | undefined, text: string, nowMs: number): Held {
  if (before === undefined) return { text, sinceMs: nowMs };
  return text === before.text || nowMs - before.sinceMs < 2_000 ? before : { text, sinceMs: nowMs };
}

/** What a screen reader announces: only 25, 50, 75 and 100 %, since more would drown out everything else. */
export function milestoneText(fraction: number | undefined): string {
  const quarter = Math.floor((fraction ?? 0) * 4);
  return quarter < 1 ? '' : formatPercent(Math.min(quarter, 4) / 4);
}
