import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { cn } from '@millrace/ui/class-names';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { failureOf } from '../../errors/failure.ts';
import { MarkedText } from '../../records/marked-text.tsx';
import { isPdf, isPicture } from '../source-facts.ts';
import { findQuote } from './find-quote.ts';
import { ImageView } from './image-view.tsx';
import { measureText } from './measure-text.ts';
import { passageBoxes } from './passage-boxes.ts';

const PdfView = lazyPart(async () => (await import('./pdf-view.tsx')).PdfView);

type Props = { sourceId: string; recordId: string; start: number; end: number; quote: string };

/** A passage in its place: on the page of the PDF, in the image, or in the text. */
export function PassageView({ sourceId, recordId, quote, ...cited }: Props) {
  const source = useQuery(trpc.sources.get.queryOptions({ sourceId }));
  const record = useQuery(trpc.records.get.queryOptions({ recordId }));
  const [look, setLook] = useState<Look>('original');
  const [turned, setTurned] = useState<{ recordId: string; page: number }>();
  const failed = source.isError ? source : record.isError ? record : undefined;
  if (record.isError && failureOf(record.error).kind === 'not-found' && source.data)
    return <TextHasChanged>{t`This text has since been deleted from its source.`}</TextHasChanged>;
  if (failed) {
    const retry = () => void Promise.all([source.refetch(), record.refetch()]);
    return <ErrorCard error={failed.error} title={t`The passage cannot be shown`} onRetry={retry} />;
  }
  if (!source.data || !record.data) return <Skeleton lines={9} label={t`Loading passage`} />;
  const { file } = source.data;
  const { page, text } = record.data;
  const { start, end } = findQuote(text, quote, cited) ?? { start: 0, end: 0 };
  const note =
    end > start ? null : (
      <TextHasChanged>{t`The text has changed since the answer was written and no longer contains these words.`}</TextHasChanged>
    );
  const original = originalWord(source.data, page);
  const frame = (content: ReactNode) => (
    <>
      {original ? <LookSwitch original={original} look={look} onLook={setLook} /> : null}
      {note}
      {content}
    </>
  );
  if (file === null || original === undefined || look === 'text')
    return frame(<MarkedText text={text} start={start} end={end} />);
  const boxes = passageBoxes({ ...record.data, start, end }, measureText);
  if (page === null) return frame(<ImageView fileId={file.id} title={source.data.title} boxes={boxes} />);
  const shown = turned?.recordId === recordId ? turned.page : page;
  return frame(
    <Suspense fallback={<Skeleton lines={9} label={t`Loading page`} />}>
      <PdfView
        fileId={file.id}
        title={source.data.title}
        page={shown}
        boxes={shown === page ? boxes : []}
        onPage={(next) => setTurned({ recordId, page: next })}
      />
    </Suspense>,
  );
}

/** The name of the original of a passage, where it can be shown. */
function originalWord(source: SourceView, page: number | null): string | undefined {
  if (isPicture(source)) return t`Image`;
  return isPdf(source) && page !== null ? t`Page` : undefined;
}

/** Where the quote cannot be marked: it is kept with the answer and shown above. */
const TextHasChanged = ({ children }: { children: string }) => (
  <p role="note" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
    {children}
  </p>
);

type Look = 'original' | 'text';
type LookProps = { original: string; look: Look; onLook: (look: Look) => void };

function LookSwitch({ original, look, onLook }: LookProps) {
  return (
    <fieldset className="mb-3 inline-flex rounded-md border border-line p-0.5">
      <legend className="sr-only">
        <Trans>Show as</Trans>
      </legend>
      {(['original', 'text'] as const).map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={look === value}
          onClick={() => onLook(value)}
          className={cn(
            'min-h-7 touch:min-h-9 rounded px-3 text-sm',
            look === value ? 'bg-accent-soft font-medium text-accent-ink' : 'text-muted hover:text-ink',
          )}
        >
          {value === 'original' ? original : t`Text`}
        </button>
      ))}
    </fieldset>
  );
}
