import { t } from '@lingui/core/macro';
import { isFinal, type RunView } from '@millrace/contract/jobs/job-event';
import { ProgressBar } from '@millrace/ui/data/progress-bar';
import { useState } from 'react';
import { formatNumber, formatPercent } from '../language/format.ts';
import { translateError, translateProgress, translateText } from '../language/wording.ts';
import { type Estimate, ratePerSecond, remainingMs } from './estimate.ts';
import { type Held, hold, rateText, remainingText } from './estimate-text.ts';
import { JobDetails } from './job-details.tsx';
import type { FedRun } from './run-feed.ts';
import { useNow } from './use-now.ts';

function waitingText({ attempt, maxAttempts, error }: RunView): string {
  const number = formatNumber(attempt);
  const count = formatNumber(maxAttempts);
  if (attempt > 1 && error)
    return t`Retrying soon, attempt ${number} of ${count}: ${{ reason: translateError(error) }}`;
  if (attempt > 1) return t`Retrying soon, attempt ${number} of ${count}`;
  // the retry of a step does not count as an attempt of the run
  if (error) return t`Retrying soon: ${{ reason: translateError(error) }}`;
  return t`Waiting to start`;
}

/** The text below the bar: counts, speed and time left, as far as they are known. */
function factsOf(run: RunView, estimate: Estimate, nowMs: number): string {
  if (run.status === 'queued') return waitingText(run);
  const rate = ratePerSecond(estimate, nowMs);
  const left = remainingMs(estimate, nowMs);
  const facts = [
    translateProgress(run.progress),
    rate !== undefined && run.progress.unit ? rateText(rate, translateText(run.progress.unit)) : '',
    left === undefined ? '' : remainingText(left),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** The text, changed at most every two seconds, so that nothing flickers. */
function useHeld(text: string, nowMs: number): string {
  const [held, setHeld] = useState<Held>(() => ({ text, sinceMs: nowMs }));
  const next = hold(held, text, nowMs);
  if (next !== held) setHeld(next);
  return next.text;
}

type Props = FedRun & {
  label: string;
  /** With the legend of the bar, the current item and the start time: for the page of one source. */
  detailed?: boolean;
};

/** Shows any active run: a bar, and in words its progress, speed and remaining time. */
export function JobProgress({ run, estimate, label, detailed = false }: Props) {
  const nowMs = useNow(!isFinal(run.status));
  const text = useHeld(factsOf(run, estimate, nowMs), nowMs);
  const valueText =
    estimate.fraction === undefined ? text : t`${{ percent: formatPercent(estimate.fraction) }}, ${{ facts: text }}`;
  const stretches = run.progress.parts?.flatMap(({ tone, count }) => (tone === 'none' ? [] : [{ tone, count }]));
  return (
    <div className="min-w-0 space-y-1.5">
      <ProgressBar
        label={label}
        fraction={estimate.fraction}
        valueText={valueText}
        stretches={stretches}
        tall={detailed}
      />
      <p className="text-muted text-sm tabular-nums">{text}</p>
      {detailed ? <JobDetails run={run} nowMs={nowMs} /> : null}
    </div>
  );
}
