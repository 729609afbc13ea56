import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { ProgressBar } from '@millrace/ui/data/progress-bar';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { useEffect, useState } from 'react';
import { resumeUploads } from './upload-queue.ts';
import { UploadRow } from './upload-row.tsx';
import { dismissAll, type Upload, type Uploads, useUploads } from './upload-state.ts';
import { fractionOf, summaryText } from './upload-words.ts';

/** Up to this many files have a row each; more are summarised. */
const few = 10;
/** How many of the rejected files, or of the duplicates, are shown. */
const shownEnded = 200;

/** The files that are being uploaded, and those that did not become a source, each with its reason. */
export function UploadList({ workspaceId }: { workspaceId: string }) {
  const uploads = useUploads(workspaceId);
  useEffect(() => void resumeUploads(workspaceId), [workspaceId]);
  const { all, moving, tally } = uploads;
  const many = tally.files > few;
  if (all.length === 0 && !many) return null;
  const tables = all.filter(({ state }) => state === 'table');
  const inRows = many ? [...moving.filter(({ state }) => state !== 'waiting' && state !== 'adding'), ...tables] : all;
  return (
    <section aria-label={t`Uploads`} className="mb-4 rounded-lg border border-line bg-surface">
      {many ? <Summary workspaceId={workspaceId} uploads={uploads} /> : null}
      <ul className="divide-y divide-line">
        {inRows.map((upload) => (
          <UploadRow key={upload.id} upload={upload} quiet={many} />
        ))}
      </ul>
      {many ? <Ended uploads={uploads} /> : null}
    </section>
  );
}

function Summary({ workspaceId, uploads: { moving, tally } }: { workspaceId: string; uploads: Uploads }) {
  const sentBytes = moving.reduce((sum, { sent }) => sum + sent, 0);
  const text = summaryText(tally, { files: moving.length, sentBytes });
  const cancelAll = () => {
    for (const { cancel } of moving) cancel();
  };
  return (
    <div className="border-line border-b px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="font-medium tabular-nums" role={moving.length === 0 ? 'status' : undefined}>
          {text}
        </p>
        {moving.length > 0 ? (
          <Button size="sm" variant="ghost" onClick={cancelAll}>
            <Trans>Cancel all uploads</Trans>
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => dismissAll(workspaceId)}>
            <Trans>Dismiss</Trans>
          </Button>
        )}
      </div>
      {moving.length > 0 ? (
        <ProgressBar label={t`All uploads`} fraction={fractionOf(tally, moving)} valueText={text} className="mt-2" />
      ) : null}
    </div>
  );
}

function Ended({ uploads: { all } }: { uploads: Uploads }) {
  const refused = all.filter(({ state }) => state === 'refused');
  const known = all.filter(({ state }) => state === 'known');
  return (
    <>
      <EndedPart
        title={t`${plural({ refused: refused.length }, { one: '# rejected file', other: '# rejected files' })}`}
        uploads={refused}
      />
      <EndedPart
        title={t`${plural({ known: known.length }, { one: '# duplicate', other: '# duplicates' })}`}
        uploads={known}
      />
    </>
  );
}

/** Closed at first; its rows are made when it is opened. */
function EndedPart({ title, uploads }: { title: string; uploads: Upload[] }) {
  const [open, setOpen] = useState(false);
  if (uploads.length === 0) return null;
  return (
    <details className="border-line border-t" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer px-4 py-3 text-sm">{title}</summary>
      {open ? (
        <ScrollRegion label={title} className="max-h-80 overflow-y-auto">
          <ul className="divide-y divide-line">
            {uploads.slice(0, shownEnded).map((upload) => (
              <UploadRow key={upload.id} upload={upload} quiet />
            ))}
          </ul>
        </ScrollRegion>
      ) : null}
    </details>
  );
}
