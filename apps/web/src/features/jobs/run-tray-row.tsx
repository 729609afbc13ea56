import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { findJob } from '@millrace/contract/jobs/jobs';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { formatDuration } from '../language/format.ts';
import { translateError } from '../language/wording.ts';
import { JobProgress } from './job-progress.tsx';
import type { FedRun } from './run-feed.ts';
import { RunStatusMark } from './run-status.tsx';
import { type SubjectLinks, subjectLink } from './subject-links.ts';

type Props = { fed: FedRun; onDismiss: () => void; links: SubjectLinks };

export function RunTrayRow({ fed, onDismiss, links }: Props) {
  const { run } = fed;
  const name = run.subject?.title ?? findJob(run.name)?.title ?? run.name;
  const link = subjectLink(links, run);
  const ended = isFinal(run.status);
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions({ onError: tellFailure(t`The job was not cancelled`) }));
  return (
    <li data-row="" tabIndex={-1} className="-outline-offset-2! space-y-1.5 px-3.5 py-2.5">
      <div className="flex items-center gap-2">
        <p className="min-w-0 grow truncate font-medium text-sm" title={name}>
          {link ? (
            <Link {...link} onClick={onDismiss} className="hover:underline">
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
        </p>
        {ended ? <RunStatusMark status={run.status} /> : null}
        {ended ? (
          <IconButton
            size="sm"
            label={t`Dismiss ${name}`}
            icon={<X aria-hidden className="size-4" />}
            onClick={onDismiss}
          />
        ) : (
          <Button
            size="sm"
            variant="ghost"
            pending={cancel.isPending}
            aria-label={t`Cancel ${name}`}
            onClick={() => cancel.mutate({ runId: run.id })}
          >
            <Trans>Cancel</Trans>
          </Button>
        )}
      </div>
      {ended ? null : <JobProgress {...fed} label={t`Progress of ${name}`} />}
      {ended && run.startedAt && run.finishedAt ? (
        <p className="text-muted text-sm">
          <Trans>Took {{ duration: formatDuration(Date.parse(run.finishedAt) - Date.parse(run.startedAt)) }}</Trans>
        </p>
      ) : null}
      {run.error ? <p className="text-bad text-sm">{translateError(run.error)}</p> : null}
    </li>
  );
}
