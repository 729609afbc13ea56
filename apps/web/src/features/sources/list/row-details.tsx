import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isLocked } from '@millrace/contract/reading/locked-file';
import { isActive, may } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { KeyRound, RotateCcw } from 'lucide-react';
import { useState, useTransition } from 'react';
import { JobProgress } from '../../jobs/job-progress.tsx';
import { useFedRun } from '../../jobs/run-feed-provider.tsx';
import { actOnSources } from './act-on-sources.ts';
import { UnlockDialog } from './unlock-dialog.tsx';

type Props = { source: SourceView; mayEdit: boolean };

/** What stands below the cells of a source that needs it: its progress, or why it failed and what helps. */
export const hasDetails = ({ source, mayEdit }: Props): boolean =>
  isActive(source) || source.reason !== null || (mayEdit && may('retry', source));

export const RowDetails = (props: Props) =>
  isActive(props.source) ? <RowProgress {...props} /> : <RowReason {...props} />;

function RowProgress({ source, mayEdit }: Props) {
  const fed = useFedRun(source.runId);
  const [cancelling, start] = useTransition();
  if (fed === undefined) return null;
  return (
    <div className="flex w-full items-start gap-3">
      <div className="min-w-0 grow pt-1.5">
        <JobProgress {...fed} label={t`Progress of ${{ title: source.title }}`} />
      </div>
      {mayEdit ? (
        <Button
          size="sm"
          variant="ghost"
          pending={cancelling}
          aria-label={t`Cancel processing of ${{ title: source.title }}`}
          onClick={() => start(async () => void (await actOnSources([source], { verb: 'cancel' })))}
        >
          <Trans>Cancel</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function RowReason({ source, mayEdit }: Props) {
  const [retrying, start] = useTransition();
  const retryable = mayEdit && may('retry', source);
  if (source.reason === null && !retryable) return null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <p dir="auto" className={source.status === 'failed' ? 'text-bad' : 'text-muted'}>
        {source.reason}
      </p>
      {mayEdit && isLocked(source) ? <UnlockButton source={source} /> : null}
      {retryable && !isLocked(source) ? (
        <Button
          size="sm"
          pending={retrying}
          aria-label={t`Retry ${{ title: source.title }}`}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={() => start(async () => void (await actOnSources([source], { verb: 'retry' })))}
        >
          <Trans>Retry</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function UnlockButton({ source }: { source: SourceView }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-label={t`Enter password for ${{ title: source.title }}`}
        icon={<KeyRound aria-hidden className="size-3.5" />}
        onClick={() => setAsking(true)}
      >
        <Trans>Enter password</Trans>
      </Button>
      {asking ? <UnlockDialog source={source} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
