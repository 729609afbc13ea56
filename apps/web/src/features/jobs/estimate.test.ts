import type { PhaseShares } from '@millrace/contract/jobs/define-job';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Estimate, observe, ratePerSecond, remainingMs, type Sample } from './estimate.ts';
import { type Held, hold, milestoneText, rateText, remainingText } from './estimate-text.ts';

const shares: PhaseShares = { extracting: { from: 0.02, to: 0.35 }, embedding: { from: 0.35, to: 0.98 } };

/** Traces as real runs leave them: bursts, pauses, growing totals, further phases, retries that start over. */
const traces = fc
  .array(
    fc.record({
      waitMs: fc.integer({ min: 0, max: 30_000 }),
      units: fc.integer({ min: 0, max: 50 }),
      growth: fc.integer({ min: 0, max: 30 }),
      event: fc.constantFrom('work', 'work', 'work', 'work', 'next-phase', 'retry'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    const samples: Sample[] = [];
    let at = { atMs: 1_000, phase: 'extracting', done: 0, total: 20 };
    for (const step of steps) {
      const total = at.total + step.growth;
      at = { ...at, atMs: at.atMs + step.waitMs, total, done: Math.min(total, at.done + step.units) };
      if (step.event === 'next-phase') at = { ...at, phase: 'embedding', done: 0 };
      if (step.event === 'retry') at = { ...at, phase: 'extracting', done: 0 };
      samples.push(at);
    }
    return samples;
  });

const walk = (samples: Sample[], look: (estimate: Estimate, before: Estimate | undefined, atMs: number) => void) => {
  let estimate: Estimate | undefined;
  for (const sample of samples) {
    const before = estimate;
    estimate = observe(before, sample, shares);
    look(estimate, before, sample.atMs);
  }
};

test('the bar never goes back and never leaves 0…1', () => {
  fc.assert(
    fc.property(traces, (samples) => {
      walk(samples, (estimate, before) => {
        expect(estimate.fraction).toBeGreaterThanOrEqual(before?.fraction ?? 0);
        expect(estimate.fraction).toBeLessThanOrEqual(1);
      });
    }),
  );
});

test('the time left is a finite number of at least a second, or unknown', () => {
  fc.assert(
    fc.property(traces, fc.nat(60_000), (samples, laterMs) => {
      walk(samples, (estimate, _before, atMs) => {
        const left = remainingMs(estimate, atMs + laterMs) ?? 1_000;
        expect(Number.isFinite(left)).toBe(true);
        expect(left).toBeGreaterThanOrEqual(1_000);
        expect(remainingText(left)).not.toMatch(/NaN|Infinity|-\d|\b0 /);
      });
    }),
  );
});

test('nothing is estimated before three units and five seconds of a phase', () => {
  fc.assert(
    fc.property(traces, (samples) => {
      walk(samples, (estimate, _before, atMs) => {
        const early = estimate.done - estimate.doneAtStart < 3 || atMs - estimate.phaseStartedMs < 5_000;
        if (early) expect([remainingMs(estimate, atMs), ratePerSecond(estimate, atMs)]).toEqual([undefined, undefined]);
      });
    }),
  );
});

test('at a constant rate the estimate is within a quarter of the truth once a fifth is done', () => {
  const rates = fc.record({ unitMs: fc.integer({ min: 50, max: 20_000 }), total: fc.integer({ min: 20, max: 400 }) });
  fc.assert(
    fc.property(rates, ({ unitMs, total }) => {
      const samples = Array.from({ length: total }, (_, done) => ({
        atMs: done * unitMs,
        phase: 'embedding',
        done,
        total,
      }));
      walk(samples, (estimate, _before, atMs) => {
        const truth = (total - estimate.done) * unitMs;
        const left = remainingMs(estimate, atMs);
        if (left === undefined || estimate.done < total / 5 || truth < 4_000) return;
        expect(Math.abs(left - truth) / truth).toBeLessThanOrEqual(0.25);
      });
    }),
  );
});

test('a run that makes no progress for long has no estimate', () => {
  let estimate: Estimate | undefined;
  for (let done = 0; done <= 10; done++)
    estimate = observe(estimate, { atMs: done * 1_000, phase: 'embedding', done, total: 100 });
  expect(remainingMs(estimate as Estimate, 10_000)).toBe(90_000);
  expect(remainingMs(estimate as Estimate, 60_000)).toBeUndefined();
});

test('a shown text stays for two seconds', () => {
  const changes = fc.array(fc.record({ waitMs: fc.nat(3_000), text: fc.constantFrom('a', 'b', 'c') }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(changes, (steps) => {
      let held: Held | undefined;
      let nowMs = 0;
      for (const step of steps) {
        nowMs += step.waitMs;
        const next = hold(held, step.text, nowMs);
        if (held && next.text !== held.text) expect(nowMs - held.sinceMs).toBeGreaterThanOrEqual(2_000);
        held = next;
      }
    }),
  );
});

test('a screen reader announces the progress of a run at most four times', () => {
  fc.assert(
    fc.property(traces, (samples) => {
      const heard = new Set<string>();
      walk(samples, ({ fraction }) => heard.add(milestoneText(fraction)));
      heard.delete('');
      expect(heard.size).toBeLessThanOrEqual(4);
      for (const text of heard) expect(['25%', '50%', '75%', '100%']).toContain(text);
    }),
  );
});

test('times left and rates are rounded and have units', () => {
  expect([4_000, 30_000, 270_000, 7_000_000].map(remainingText)).toEqual([
    'a few seconds left',
    'about 20–40 sec left',
    'about 4–5 min left',
    'about 1–3 hr left',
  ]);
  expect([rateText(0.05, 'pages'), rateText(3.44, 'pages'), rateText(1_234, 'pages')]).toEqual([
    '3.0 pages/min',
    '3.4 pages/s',
    '1,234 pages/s',
  ]);
});
