import { isCrawled } from '@millrace/contract/source-verbs';
import type { SourceView } from '@millrace/contract/sources';
import { ScrollRegion } from '@millrace/ui/scroll-region';
import { Skeleton } from '@millrace/ui/spinner';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { ItemList } from '../features/sources/item-list.tsx';
import { measureText } from '../features/sources/measure-text.ts';
import { passageBoxes } from '../features/sources/passage-boxes.ts';
import { RecordList } from '../features/sources/record-list.tsx';
import { isPdf } from '../features/sources/source-facts.ts';
import { trpc } from '../trpc.ts';

const PdfView = lazy(() => import('../features/sources/pdf-view.tsx').then((module) => ({ default: module.PdfView })));
const from = '/w/$workspaceId/sources/$sourceId';

/** The original beside its text. What is open (page, record, passage) stands in the address. */
export function SourceContent({ source }: { source: SourceView }) {
  const { page, record: recordId, start = 0, end = 0 } = useSearch({ from });
  const navigate = useNavigate({ from });
  const record = useQuery(
    trpc.records.get.queryOptions({ recordId: recordId ?? '' }, { enabled: recordId !== undefined }),
  );
  const passage = recordId === undefined ? undefined : { recordId, start, end };
  const shown = page ?? record.data?.page ?? 1;
  const turn = (next: number) => void navigate({ search: { page: next }, replace: true, resetScroll: false });
  const list = <RecordList source={source} passage={passage} page={page} onPage={isPdf(source) ? turn : undefined} />;
  if (source.file === null || !isPdf(source)) {
    return (
      <ScrollRegion label="Text" className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto max-w-3xl p-4 pb-24 sm:p-6">
          {isCrawled(source) && passage === undefined ? <ItemList source={source} /> : null}
          {list}
        </div>
      </ScrollRegion>
    );
  }
  const boxes =
    record.data && record.data.page === shown ? passageBoxes({ ...record.data, start, end }, measureText) : [];
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
      <ScrollRegion label="Document" className="shrink-0 p-4 lg:w-1/2 lg:overflow-y-auto lg:p-6">
        <Suspense fallback={<Skeleton lines={9} label="Loading the document" />}>
          <PdfView fileId={source.file.id} title={source.title} page={shown} boxes={boxes} onPage={turn} />
        </Suspense>
      </ScrollRegion>
      <ScrollRegion
        label="Text"
        className="min-w-0 grow border-line border-t p-4 pb-24 lg:overflow-y-auto lg:border-t-0 lg:border-l lg:p-6"
      >
        {list}
      </ScrollRegion>
    </div>
  );
}
