import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { ProgressBar } from '@millrace/ui/data/progress-bar';
import { StatusMark } from '@millrace/ui/data/status-mark';
import { Link } from '@tanstack/react-router';
import { CircleX, Copy, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { tellFailure } from '../../errors/tell-failure.ts';
import { formatPercent } from '../../language/format.ts';
import { addAnyway } from './upload-queue.ts';
import { dropUpload, type Upload } from './upload-state.ts';
import { UploadTableRow } from './upload-table-row.tsx';

/** `quiet`: one of many, which a summary reports. */
type Props = { upload: Upload; quiet: boolean };

export function UploadRow({ upload, quiet }: Props) {
  if (upload.state === 'refused') return <RefusedRow upload={upload} quiet={quiet} />;
  if (upload.state === 'known') return <KnownRow upload={upload} />;
  if (upload.state === 'table') return <UploadTableRow upload={upload} />;
  return <MovingRow upload={upload} />;
}

const Name = ({ children }: { children: string }) => (
  <p dir="auto" className="truncate font-medium" title={children}>
    {children}
  </p>
);

function EndedRow({ upload, mark, children }: { upload: Upload; mark: ReactNode; children: ReactNode }) {
  return (
    <>
      <div className="min-w-0 grow basis-48">
        <Name>{upload.name}</Name>
        {children}
      </div>
      {mark}
      <IconButton
        size="sm"
        label={t`Dismiss ${{ name: upload.name }}`}
        icon={<X aria-hidden className="size-4" />}
        onClick={() => dropUpload(upload.id)}
      />
    </>
  );
}

const ended = 'flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3';

function RefusedRow({ upload, quiet }: Props) {
  const mark = (
    <>
      <StatusMark icon={CircleX} tone="bad">
        {t`Rejected`}
      </StatusMark>
      {upload.isRetryable ? (
        <Button size="sm" aria-label={t`Retry ${{ name: upload.name }}`} onClick={upload.retry}>
          <Trans>Retry</Trans>
        </Button>
      ) : null}
    </>
  );
  return (
    <li className={ended} role={quiet ? undefined : 'alert'}>
      <EndedRow upload={upload} mark={mark}>
        <p className="text-bad text-sm">{upload.reason}</p>
      </EndedRow>
    </li>
  );
}

function KnownRow({ upload }: { upload: Upload }) {
  const { id, workspaceId, name, source } = upload;
  const add = () => void addAnyway(id).catch(tellFailure(t`“${name}” was not added`));
  const mark = (
    <>
      <StatusMark icon={Copy} tone="quiet">
        {t`Duplicate`}
      </StatusMark>
      <Button size="sm" aria-label={t`Add ${name} anyway`} onClick={add}>
        <Trans>Add anyway</Trans>
      </Button>
    </>
  );
  return (
    <li className={ended}>
      <EndedRow upload={upload} mark={mark}>
        <p className="text-muted text-sm">
          {source ? (
            <Trans>
              A source has the same content:{' '}
              <Link
                to="/w/$workspaceId/sources/$sourceId"
                params={{ workspaceId, sourceId: source.id }}
                className="underline"
              >
                <bdi>{ph({ title: source.title })}</bdi>
              </Link>
            </Trans>
          ) : (
            <Trans>A source has the same content.</Trans>
          )}
        </p>
      </EndedRow>
    </li>
  );
}

function stateText({ state, size, sent }: Upload): string {
  if (state === 'waiting') return t`Queued`;
  if (state === 'offline') return t`Connection lost. The upload resumes when you are back online.`;
  return sent < size ? t`${{ percent: formatPercent(sent / size) }} uploaded` : t`Checking…`;
}

function MovingRow({ upload }: { upload: Upload }) {
  const { name, size, sent, cancel } = upload;
  const text = stateText(upload);
  return (
    <li className="px-4 py-3">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <Name>{name}</Name>
        </div>
        <Button size="sm" variant="ghost" aria-label={t`Cancel the upload of ${name}`} onClick={cancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
      <ProgressBar
        label={t`Upload of ${name}`}
        fraction={size > 0 ? sent / size : 0}
        valueText={text}
        className="mt-1"
      />
      <p className="mt-1 text-muted text-sm">{text}</p>
    </li>
  );
}
