import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RunView } from '@millrace/contract/jobs/job-event';
import { stretchDot } from '@millrace/ui/data/progress-bar';
import { formatDuration, formatNumber, formatTime } from '../language/format.ts';
import { translateText } from '../language/wording.ts';

/** The legend of the bar with counts, the current item, and when the run started. */
export function JobDetails({ run, nowMs }: { run: RunView; nowMs: number }) {
  const { parts = [], current } = run.progress;
  const startedMs = run.startedAt === null ? undefined : Date.parse(run.startedAt);
  return (
    <>
      {parts.length > 0 ? (
        <ul aria-label={t`Progress by state`} className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
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
          <Trans>
            Now: <bdi>{current}</bdi>
          </Trans>
        </p>
      ) : null}
      {startedMs === undefined ? null : (
        <p className="text-muted text-sm tabular-nums">
          <Trans>
            Started at {{ time: formatTime(startedMs) }}, running for {{ duration: formatDuration(nowMs - startedMs) }}
          </Trans>
        </p>
      )}
    </>
  );
}
