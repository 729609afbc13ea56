import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Box } from '@millrace/contract/records/locator';
import { IconButton } from '@millrace/ui/controls/button';
import { Spinner } from '@millrace/ui/layout/spinner';
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useState } from 'react';
import { ErrorCard } from '../../errors/error-card.tsx';
import { formatNumber } from '../../language/format.ts';
import { PdfCanvas } from './pdf-canvas.tsx';
import { usePdf } from './pdf-document.ts';

type Props = { fileId: string; title: string; page: number; boxes: readonly Box[]; onPage: (page: number) => void };

const zooms = [1, 1.25, 1.5, 2, 3];

/** The original PDF, one page at a time. Loaded only when a PDF is opened. */
export function PdfView({ fileId, title, page, boxes, onPage }: Props) {
  const [attempt, setAttempt] = useState(0);
  const [zoom, setZoom] = useState(0);
  const { document, error } = usePdf(fileId, attempt);
  if (error)
    return (
      <ErrorCard error={error} title={t`The document could not be opened`} onRetry={() => setAttempt(attempt + 1)} />
    );
  if (document === undefined) {
    return (
      <p role="status" className="flex items-center gap-2 p-6 text-muted">
        <Spinner /> <Trans>Opening document…</Trans>
      </p>
    );
  }
  const shown = Math.min(Math.max(1, page), document.numPages);
  return (
    <div>
      <div
        role="toolbar"
        aria-label={t`Pages`}
        className="sticky top-0 z-10 mb-2 flex items-center gap-1 bg-bg/95 py-1"
      >
        <IconButton
          label={t`Previous page`}
          disabled={shown <= 1}
          onClick={() => onPage(shown - 1)}
          icon={<ChevronLeft aria-hidden className="size-4" />}
        />
        <span role="status" className="text-muted text-sm tabular-nums">
          <Trans>
            Page {{ page: formatNumber(shown) }} of {{ total: formatNumber(document.numPages) }}
          </Trans>
        </span>
        <IconButton
          label={t`Next page`}
          disabled={shown >= document.numPages}
          onClick={() => onPage(shown + 1)}
          icon={<ChevronRight aria-hidden className="size-4" />}
        />
        <span className="grow" />
        <IconButton
          label={t`Zoom out`}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
          icon={<ZoomOut aria-hidden className="size-4" />}
        />
        <IconButton
          label={t`Zoom in`}
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
          icon={<ZoomIn aria-hidden className="size-4" />}
        />
      </div>
      <PdfCanvas
        document={document}
        page={shown}
        boxes={shown === page ? boxes : []}
        label={t`Page ${shown} of ${title}`}
        zoom={zooms[zoom] ?? 1}
      />
    </div>
  );
}
