import { t } from '@lingui/core/macro';
import { BareIconButton } from '@millrace/ui/controls/button';
import { Spinner } from '@millrace/ui/layout/spinner';
import { CircleAlert, FileText, X } from 'lucide-react';
import { formatBytes, formatPercent } from '../language/format.ts';
import type { Attaching, Attachments } from './use-attachments.ts';

const stateOf = ({ state, sent, size }: Attaching): string => {
  switch (state) {
    case 'uploading':
      return t`Uploading, ${{ percent: formatPercent(size === 0 ? 1 : Math.floor((sent / size) * 100) / 100) }}`;
    case 'reading':
      return t`Processing`;
    case 'failed':
      return t`Not readable`;
    case 'ready':
      return formatBytes(size);
  }
};

const icons = {
  uploading: <Spinner />,
  reading: <Spinner />,
  failed: <CircleAlert aria-hidden className="size-4 shrink-0 text-bad" />,
  ready: <FileText aria-hidden className="size-4 shrink-0 text-muted" />,
};

/** The files of the question that is being written, with their progress and errors. */
export function AttachingList({ files, remove }: Pick<Attachments, 'files' | 'remove'>) {
  if (files.length === 0) return null;
  return (
    <ul
      aria-label={t`Files of this question`}
      className="mb-1.5 flex max-h-[30dvh] flex-wrap gap-1.5 overflow-y-auto px-1 text-sm"
    >
      {files.map((file) => (
        <li
          key={file.key}
          className={`max-w-full rounded-lg border bg-surface py-0.5 pe-0.5 ps-2 ${file.state === 'failed' ? 'border-bad' : 'border-line'}`}
        >
          <span className="flex items-center gap-1.5">
            {icons[file.state]}
            <span className="min-w-0 truncate" title={file.name} dir="auto">
              {file.name}
            </span>
            <span role="status" className="shrink-0 text-muted tabular-nums">
              {stateOf(file)}
            </span>
            <BareIconButton
              size="sm"
              label={t`Remove ${{ name: file.name }}`}
              title={t`Remove`}
              onClick={() => remove(file.key)}
              icon={<X aria-hidden className="size-4" />}
            />
          </span>
          {file.note ? (
            <p className={`pe-2 pb-1 ${file.state === 'failed' ? 'text-bad' : 'text-muted'}`}>{file.note}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
