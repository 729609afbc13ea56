import { Button, IconButton } from '@millrace/ui/button';
import { ProgressBar } from '@millrace/ui/progress-bar';
import { StatusMark } from '@millrace/ui/status-mark';
import { Link } from '@tanstack/react-router';
import { CircleX, Copy, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { tellFailure } from '../../errors/tell-failure.ts';
import { addAnyway } from './upload-queue.ts';
import { dropUpload, type Upload } from './upload-state.ts';
import { UploadTableRow } from './upload-table-row.tsx';

/** `quiet`: one of many, which are told of together. */
type Props = { upload: Upload; quiet: boolean };

export function UploadRow({ upload, quiet }: Props) {
  if (upload.state === 'refused') return <RefusedRow upload={upload} quiet={quiet} />;
  if (upload.state === 'known') return <KnownRow upload={upload} />;
  if (upload.state === 'table') return <UploadTableRow upload={upload} />;
  return <MovingRow upload={upload} />;
}

const Name = ({ children }: { children: string }) => (
  <p className="truncate font-medium" title={children}>
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
        label={`Dismiss ${upload.name}`}
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
        Refused
      </StatusMark>
      <Button size="sm" aria-label={`Try ${upload.name} again`} onClick={upload.retry}>
        Try again
      </Button>
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
  const add = () => void addAnyway(id).catch(tellFailure(`“${name}” was not added`));
  const mark = (
    <>
      <StatusMark icon={Copy} tone="quiet">
        Already there
      </StatusMark>
      <Button size="sm" aria-label={`Add ${name} anyway`} onClick={add}>
        Add it anyway
      </Button>
    </>
  );
  return (
    <li className={ended}>
      <EndedRow upload={upload} mark={mark}>
        <p className="text-muted text-sm">
          The same content is there already as{' '}
          {source ? (
            <Link
              to="/w/$workspaceId/sources/$sourceId"
              params={{ workspaceId, sourceId: source.id }}
              className="underline"
            >
              {source.title}
            </Link>
          ) : null}
          .
        </p>
      </EndedRow>
    </li>
  );
}

function stateText({ state, size, sent }: Upload): string {
  if (state === 'waiting') return 'Waiting';
  if (state === 'away') return 'The connection is away. This goes on where it was as soon as it is back.';
  return sent < size ? `${Math.round((sent / size) * 100)} % sent` : 'Checking…';
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
        <Button size="sm" variant="ghost" aria-label={`Cancel the upload of ${name}`} onClick={cancel}>
          Cancel
        </Button>
      </div>
      <ProgressBar
        label={`Upload of ${name}`}
        fraction={size > 0 ? sent / size : 0}
        valueText={text}
        className="mt-1"
      />
      <p className="mt-1 text-muted text-sm">{text}</p>
    </li>
  );
}
