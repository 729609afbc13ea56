import { t } from '@lingui/core/macro';
import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import { FileText } from 'lucide-react';
import { formatBytes } from '../language/format.ts';

/** The files of a question, to download. */
export const AttachedFiles = ({ attachments }: { attachments: readonly AttachmentView[] }) =>
  attachments.length === 0 ? null : (
    <ul aria-label={t`Attached files`} className="mb-1.5 flex max-w-[85%] flex-wrap justify-end gap-1.5 text-sm">
      {attachments.map(({ id, name, size, fileId, note }) => (
        <li key={id} className="min-w-0">
          <a
            href={`/files/${fileId}`}
            download={name}
            title={note ?? name}
            className="flex min-h-8 touch:min-h-9 items-center gap-1.5 rounded-lg border border-line bg-surface px-2.5 hover:bg-hover"
          >
            <FileText aria-hidden className="size-4 shrink-0 text-muted" />
            <span dir="auto" className="truncate">
              {name}
            </span>
            <span className="shrink-0 text-muted">{formatBytes(size)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
