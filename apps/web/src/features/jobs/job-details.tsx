import type { RunView } from '@millrace/contract/jobs/job-event';
import { stretchDot } from '@millrace/ui/progress-bar';
import { formatDuration, formatNumber, formatTime } from '../language/format.ts';
import { translateText } from '../language/wording.ts';

/** What the colours of the bar mean with their counts, what is at hand, and since when it runs. */
export function JobDetails({ run, nowMs }: { run: RunView; nowMs: number }) {
  const { parts = [], current } = run.progress;
  const startedMs = run.startedAt === null ? undefined : Date.parse(run.startedAt);
  return (
    <>
      {parts.length > 0 ? (
        <ul aria-label="How far the parts are" className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
          {parts.map(({ name, tone, count }) => (
            <li key={name} className="inline-flex items-center gap-1.5">
              <span
                aria-hidden
                className={
                  tone === 'none' ? 'inline-block size-2 rounded-full border border-line-strong' : stretchDot(tone)
                }
              />
              <span className="text-muted">{translateText(name)}</span> {formatNumber(count)}
            </li>
          ))}
        </ul>
      ) : null}
      {current ? (
        <p className="truncate text-muted text-sm" title={current}>
          Now: {current}
        </p>
      ) : null}
      {startedMs === undefined ? null : (
        <p className="text-muted text-sm tabular-nums">
          Started at {formatTime(startedMs)}, {formatDuration(nowMs - startedMs)} so far
        </p>
      )}
    </>
  );
}
