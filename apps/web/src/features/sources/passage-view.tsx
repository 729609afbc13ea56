import { cn } from '@millrace/ui/class-names';
import { Skeleton } from '@millrace/ui/spinner';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { failureOf } from '../errors/failure.ts';
import { findQuote } from './find-quote.ts';
import { MarkedText } from './marked-text.tsx';
import { measureText } from './measure-text.ts';
import { passageBoxes } from './passage-boxes.ts';
import { isPdf } from './source-facts.ts';

const PdfView = lazy(() => import('./pdf-view.tsx').then((module) => ({ default: module.PdfView })));

type Props = { sourceId: string; recordId: string; start: number; end: number; quote: string };

/** A passage where it stands: on the page of the PDF, or in the text. */
export function PassageView({ sourceId, recordId, quote, ...cited }: Props) {
  const source = useQuery(trpc.sources.get.queryOptions({ sourceId }));
  const record = useQuery(trpc.records.get.queryOptions({ recordId }));
  const [look, setLook] = useState<'page' | 'text'>('page');
  const [turned, setTurned] = useState<{ recordId: string; page: number }>();
  const failed = source.isError ? source : record.isError ? record : undefined;
  if (record.isError && failureOf(record.error).kind === 'not-found' && source.data)
    return <TextHasChanged>This text was deleted from its source since.</TextHasChanged>;
  if (failed) {
    const retry = () => void Promise.all([source.refetch(), record.refetch()]);
    return <ErrorCard error={failed.error} title="The passage cannot be shown" onRetry={retry} />;
  }
  if (!source.data || !record.data) return <Skeleton lines={9} label="Loading the passage" />;
  const { file } = source.data;
  const { page, text } = record.data;
  const { start, end } = findQuote(text, quote, cited) ?? { start: 0, end: 0 };
  const note =
    end > start ? null : (
      <TextHasChanged>The text has changed since: these words are not in it any more.</TextHasChanged>
    );
  const onPage = file !== null && page !== null && isPdf(source.data);
  if (!onPage || look === 'text') {
    return (
      <>
        {onPage ? <LookSwitch look={look} onLook={setLook} /> : null}
        {note}
        <MarkedText text={text} start={start} end={end} />
      </>
    );
  }
  const shown = turned?.recordId === recordId ? turned.page : page;
  return (
    <>
      <LookSwitch look={look} onLook={setLook} />
      {note}
      <Suspense fallback={<Skeleton lines={9} label="Loading the page" />}>
        <PdfView
          fileId={file.id}
          title={source.data.title}
          page={shown}
          boxes={shown === page ? passageBoxes({ ...record.data, start, end }, measureText) : []}
          onPage={(next) => setTurned({ recordId, page: next })}
        />
      </Suspense>
    </>
  );
}

/** The quote itself is kept with the answer and shown above. */
const TextHasChanged = ({ children }: { children: string }) => (
  <p role="note" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
    {children}
  </p>
);

function LookSwitch({ look, onLook }: { look: 'page' | 'text'; onLook: (look: 'page' | 'text') => void }) {
  return (
    <fieldset className="mb-3 inline-flex rounded-md border border-line p-0.5">
      <legend className="sr-only">Show as</legend>
      {(['page', 'text'] as const).map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={look === value}
          onClick={() => onLook(value)}
          className={cn(
            'h-7 rounded px-3 text-sm',
            look === value ? 'bg-accent-soft font-medium text-accent-ink' : 'text-muted hover:text-ink',
          )}
        >
          {value === 'page' ? 'Page' : 'Text'}
        </button>
      ))}
    </fieldset>
  );
}
