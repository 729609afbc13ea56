import { Button } from '@millrace/ui/button';
import { ProgressBar } from '@millrace/ui/progress-bar';
import { ScrollRegion } from '@millrace/ui/scroll-region';
import { useEffect, useState } from 'react';
import { formatNumber } from '../../language/format.ts';
import { resumeUploads } from './upload-queue.ts';
import { UploadRow } from './upload-row.tsx';
import { dismissAll, type Upload, type Uploads, useUploads } from './upload-state.ts';
import { fractionOf, summaryText } from './upload-words.ts';

/** Up to so many files have a row each; more are told of together. */
const few = 10;
/** Of what did not come in so many are shown at once. */
const shownEnded = 200;

/** Files on their way to the server, and those that did not become a source, each with its reason. */
export function UploadList({ workspaceId }: { workspaceId: string }) {
  const uploads = useUploads(workspaceId);
  useEffect(() => void resumeUploads(workspaceId), [workspaceId]);
  const { all, moving, tally } = uploads;
  const many = tally.files > few;
  if (all.length === 0 && !many) return null;
  const tables = all.filter(({ state }) => state === 'table');
  const inRows = many ? [...moving.filter(({ state }) => state !== 'waiting' && state !== 'adding'), ...tables] : all;
  return (
    <section aria-label="Uploads" className="mb-4 rounded-lg border border-line bg-surface">
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
            Cancel all uploads
          </Button>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => dismissAll(workspaceId)}>
            Dismiss
          </Button>
        )}
      </div>
      {moving.length > 0 ? (
        <ProgressBar label="All uploads" fraction={fractionOf(tally, moving)} valueText={text} className="mt-2" />
      ) : null}
    </div>
  );
}

function Ended({ uploads: { all } }: { uploads: Uploads }) {
  const refused = all.filter(({ state }) => state === 'refused');
  const known = all.filter(({ state }) => state === 'known');
  const number = (uploads: Upload[]) => formatNumber(uploads.length);
  return (
    <>
      <EndedPart title={`Why ${number(refused)} were refused`} uploads={refused} />
      <EndedPart title={`Which ${number(known)} were there already`} uploads={known} />
    </>
  );
}

/** Closed until somebody wants to know: its rows are made only then. */
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
