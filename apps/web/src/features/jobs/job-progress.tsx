import { isFinal, type RunView } from '@millrace/contract/job-event';
import { ProgressBar } from '@millrace/ui/progress-bar';
import { useState } from 'react';
import { type Estimate, ratePerSecond, remainingMs } from './estimate.ts';
import { type Held, hold, rateText, remainingText } from './estimate-text.ts';
import type { FedRun } from './run-feed.ts';
import { useNow } from './use-now.ts';

/** What stands beside the bar: counts, speed and end, as far as they are known. */
function factsOf(run: RunView, estimate: Estimate, nowMs: number): string {
  if (run.status === 'queued')
    return run.attempt > 0 ? `Waiting to try again (attempt ${run.attempt + 1})` : 'Waiting for its turn';
  const rate = ratePerSecond(estimate, nowMs);
  const left = remainingMs(estimate, nowMs);
  const facts = [
    run.progress.text,
    rate !== undefined && run.progress.unit ? rateText(rate, run.progress.unit) : '',
    left === undefined ? '' : `${remainingText(left)} left`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** The text that was held back for two seconds, so that nothing flickers. */
function useHeld(text: string, nowMs: number): string {
  const [held, setHeld] = useState<Held>(() => ({ text, sinceMs: nowMs }));
  const next = hold(held, text, nowMs);
  if (next !== held) setHeld(next);
  return next.text;
}

/** Shows any job that runs: a bar, and in words how far, how fast and how long still. */
export function JobProgress({ run, estimate, label }: FedRun & { label: string }) {
  const nowMs = useNow(!isFinal(run.status));
  const text = useHeld(factsOf(run, estimate, nowMs), nowMs);
  const percent = estimate.fraction === undefined ? '' : `${Math.round(estimate.fraction * 100)} %, `;
  return (
    <div className="min-w-0 space-y-1.5">
      <ProgressBar label={label} fraction={estimate.fraction} valueText={`${percent}${text}`} />
      <p className="text-muted text-sm tabular-nums">{text}</p>
    </div>
  );
}
