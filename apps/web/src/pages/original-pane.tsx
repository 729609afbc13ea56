import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RecordView } from '@millrace/contract/records/records';
import type { SourceView } from '@millrace/contract/sources/sources';
import { buttonClass } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { Suspense } from 'react';
import { WebPageCard } from '../features/crawl/web-page-card.tsx';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { RecordingView } from '../features/records/recording-view.tsx';
import { isPdf, isPicture } from '../features/sources/source-facts.ts';
import { ImageView } from '../features/sources/viewer/image-view.tsx';
import { measureText } from '../features/sources/viewer/measure-text.ts';
import { passageBoxes } from '../features/sources/viewer/passage-boxes.ts';
import { trpc } from '../trpc.ts';
import { useWorkspace } from './shell/use-workspace.ts';

const PdfView = lazyPart(async () => (await import('../features/sources/viewer/pdf-view.tsx')).PdfView);

/** How the original of a source is shown; undefined: there is only its text. */
export function originalOf(source: SourceView, itemId: string | undefined) {
  if (itemId) return 'page';
  const { mediaType = '' } = source.file ?? {};
  if (isPdf(source)) return 'pdf';
  // until extraction is done there is no image without metadata that viewers may see
  if (isPicture(source) && source.status !== 'failed') return 'image';
  return mediaType.startsWith('audio/') ? 'audio' : undefined;
}

type Props = {
  source: SourceView;
  itemId: string | undefined;
  record: RecordView | undefined;
  open: { page?: number; start?: number; end?: number };
  onPageChange: (page: number) => void;
};

/** The original, with the passage marked in it. */
export function OriginalPane({ source, itemId, record, open, onPageChange }: Props) {
  const { may } = useWorkspace();
  const { page, start = 0, end = 0 } = open;
  const boxes = record && end > start ? passageBoxes({ ...record, start, end }, measureText) : [];
  const { file, title } = source;
  if (itemId) return <WebPage itemId={itemId} />;
  if (!file) return null;
  const kind = originalOf(source, itemId);
  if (kind === 'image') {
    return (
      <>
        <ImageView fileId={file.id} title={title} boxes={boxes} />
        {may('editor') ? (
          <a href={`/files/${file.id}?original`} download={file.name} className={buttonClass({ size: 'sm' }, 'mt-4')}>
            <Download aria-hidden className="size-4" />
            <Trans>Download original image</Trans>
          </a>
        ) : null}
      </>
    );
  }
  if (kind === 'audio') return <RecordingView fileId={file.id} title={title} place={record?.place ?? null} />;
  const shown = page ?? record?.page ?? 1;
  return (
    <Suspense fallback={<Skeleton lines={9} label={t`Loading document`} />}>
      <PdfView
        fileId={file.id}
        title={title}
        page={shown}
        boxes={record?.page === shown ? boxes : []}
        onPage={onPageChange}
      />
    </Suspense>
  );
}

function WebPage({ itemId }: { itemId: string }) {
  const item = useQuery(trpc.sources.item.queryOptions({ itemId }));
  if (item.isPending) return <Skeleton lines={6} label={t`Loading page`} />;
  if (item.isError)
    return <ErrorCard error={item.error} title={t`The page could not be loaded`} onRetry={() => void item.refetch()} />;
  return <WebPageCard item={item.data} />;
}
