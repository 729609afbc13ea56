import type { PhaseShares } from '@millrace/contract/jobs/define-job';

/**
 * The progress, speed and remaining time of a run, from its counts alone. Pure: the time is always passed in.
 * The rules: the bar never goes back; an estimate is shown only after 3 units and 5 s of a phase; it is never negative, NaN or zero
 * while the run continues; a shown text stays for at least 2 s.
 */
export type Sample = { atMs: number; phase?: string; done?: number; total?: number };

export type Estimate = {
  phase: string;
  phaseStartedMs: number;
  /** Counts when the phase was first seen: what was done before is not our speed. */
  doneAtStart: number;
  done: number;
  total: number | undefined;
  lastMs: number;
  /** Milliseconds per unit, an average in which the past loses half its weight every 20 units. */
  unitMs: number | undefined;
  fraction: number | undefined;
};

const halfLifeUnits = 20;
const minimumUnits = 3;
const minimumMs = 5_000;

const counted = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0;

function fractionOf(sample: Sample, before: number | undefined, shares: PhaseShares): number | undefined {
  const share = shares[sample.phase ?? ''];
  const known = counted(sample.done) && counted(sample.total) && sample.total > 0;
  const inPhase = known ? Math.min(1, (sample.done as number) / (sample.total as number)) : 0;
  if (!known && (share === undefined || sample.phase === undefined)) return before;
  const { from, to } = share ?? { from: 0, to: 1 };
  return Math.min(1, Math.max(before ?? 0, from + (to - from) * inPhase));
}

/** Adds a sample. `before` is undefined for the first one of a run. */
export function observe(before: Estimate | undefined, sample: Sample, shares: PhaseShares = {}): Estimate {
  const phase = sample.phase ?? '';
  const fraction = fractionOf(sample, before?.fraction, shares);
  const done = counted(sample.done) ? sample.done : 0;
  const total = counted(sample.total) ? sample.total : undefined;
  // a retried run counts from the start again: a new measurement, like a new phase
  if (before === undefined || before.phase !== phase || done < before.done) {
    const atMs = sample.atMs;
    return { phase, phaseStartedMs: atMs, doneAtStart: done, done, total, lastMs: atMs, unitMs: undefined, fraction };
  }
  const units = done - before.done;
  if (units === 0) return { ...before, total, fraction };
  const elapsedMs = Math.max(0, sample.atMs - before.lastMs);
  const kept = before.unitMs === undefined ? 0 : 0.5 ** (units / halfLifeUnits);
  const unitMs = (before.unitMs ?? 0) * kept + (elapsedMs / units) * (1 - kept);
  return { ...before, done, total, lastMs: Math.max(before.lastMs, sample.atMs), unitMs, fraction };
}

/** Milliseconds to the end of the phase, at least one second; undefined while it cannot be estimated. */
export function remainingMs(estimate: Estimate, nowMs: number): number | undefined {
  const { unitMs, total, done, doneAtStart, lastMs, phaseStartedMs } = estimate;
  if (unitMs === undefined || total === undefined || done >= total) return undefined;
  if (done - doneAtStart < minimumUnits || nowMs - phaseStartedMs < minimumMs) return undefined;
  const waitedMs = Math.max(0, nowMs - lastMs);
  // the current unit takes at least as long as it has taken so far
  const currentMs = Math.max(unitMs, waitedMs);
  const left = currentMs - waitedMs + unitMs * (total - done - 1);
  // no progress for much longer than a unit takes: the run is stuck or waiting, and a number would be a guess
  if (waitedMs > 10_000 && waitedMs > 20 * unitMs) return undefined;
  return Math.max(1_000, left);
}

/** Units per second; undefined while it cannot be estimated. */
export function ratePerSecond(estimate: Estimate, nowMs: number): number | undefined {
  const { unitMs, done, doneAtStart, phaseStartedMs } = estimate;
  if (!unitMs || done - doneAtStart < minimumUnits || nowMs - phaseStartedMs < minimumMs) return undefined;
  return 1_000 / unitMs;
}
