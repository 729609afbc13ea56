import { isFinal, type RunView } from '@millrace/contract/jobs/job-event';
import { ProgressBar } from '@millrace/ui/progress-bar';
import { useState } from 'react';
import { translateProgress, translateText } from '../language/wording.ts';
import { type Estimate, ratePerSecond, remainingMs } from './estimate.ts';
import { type Held, hold, rateText, remainingText } from './estimate-text.ts';
import { JobDetails } from './job-details.tsx';
import type { FedRun } from './run-feed.ts';
import { useNow } from './use-now.ts';

/** What stands beside the bar: counts, speed and end, as far as they are known. */
function factsOf(run: RunView, estimate: Estimate, nowMs: number): string {
  if (run.status === 'queued') {
    const attempt = run.attempt > 1 ? `, attempt ${run.attempt} of ${run.maxAttempts}` : '';
    // a step that is tried again counts among no attempts of the run
    if (attempt || run.error) return `Waiting to try again${attempt}${run.error ? `: ${run.error.message}` : ''}`;
    return 'Waiting for its turn';
  }
  const rate = ratePerSecond(estimate, nowMs);
  const left = remainingMs(estimate, nowMs);
  const facts = [
    translateProgress(run.progress),
    rate !== undefined && run.progress.unit ? rateText(rate, translateText(run.progress.unit)) : '',
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

type Props = FedRun & {
  label: string;
  /** With what each colour means, what is at hand and since when it runs: for the page of the one thing. */
  detailed?: boolean;
};

/** Shows any job that runs: a bar, and in words how far, how fast and how long still. */
export function JobProgress({ run, estimate, label, detailed = false }: Props) {
  const nowMs = useNow(!isFinal(run.status));
  const text = useHeld(factsOf(run, estimate, nowMs), nowMs);
  const percent = estimate.fraction === undefined ? '' : `${Math.round(estimate.fraction * 100)} %, `;
  const stretches = run.progress.parts?.flatMap(({ tone, count }) => (tone === 'none' ? [] : [{ tone, count }]));
  return (
    <div className="min-w-0 space-y-1.5">
      <ProgressBar
        label={label}
        fraction={estimate.fraction}
        valueText={`${percent}${text}`}
        stretches={stretches}
        tall={detailed}
      />
      <p className="text-muted text-sm tabular-nums">{text}</p>
      {detailed ? <JobDetails run={run} nowMs={nowMs} /> : null}
    </div>
  );
}
