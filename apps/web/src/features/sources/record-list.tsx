import { placeInWords } from '@millrace/contract/place-in-words';
import { isActive } from '@millrace/contract/source-verbs';
import type { RecordView, SourceView } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { cn } from '@millrace/ui/class-names';
import { Skeleton } from '@millrace/ui/spinner';
import { useInfiniteQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { MarkedText } from './marked-text.tsx';

type Passage = { recordId: string; start: number; end: number };
type Props = {
  source: SourceView;
  passage: Passage | undefined;
  page: number | undefined;
  onPage?: (page: number) => void;
};

/** The text that was taken from a source, in its pages or as a whole: what search and answers see. */
export function RecordList({ source, passage, page, onPage }: Props) {
  const records = useInfiniteQuery(
    trpc.records.list.infiniteQueryOptions(
      { sourceId: source.id, limit: 50 },
      { getNextPageParam: (last) => last.nextCursor ?? undefined, enabled: !isActive(source) },
    ),
  );
  if (isActive(source)) return <p className="text-muted">The text will be here when the source has been read.</p>;
  if (records.isPending) return <Skeleton lines={8} label="Loading the text" />;
  if (records.isError)
    return (
      <ErrorCard error={records.error} title="The text could not be loaded" onRetry={() => void records.refetch()} />
    );
  const items = records.data.pages.flatMap((part) => part.items);
  if (items.length === 0) return <p className="text-muted">No text was found in this source.</p>;
  return (
    <>
      <ol aria-label="Extracted text" className="space-y-6">
        {items.map((record) => (
          <RecordItem
            key={record.id}
            record={record}
            passage={passage?.recordId === record.id ? passage : undefined}
            isShown={page !== undefined && record.page === page}
            onPage={onPage}
          />
        ))}
      </ol>
      {records.hasNextPage ? (
        <Button className="mt-4" pending={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </>
  );
}

type ItemProps = {
  record: Omit<RecordView, 'spans'>;
  passage: Passage | undefined;
  isShown: boolean;
  onPage?: (page: number) => void;
};

function RecordItem({ record, passage, isShown, onPage }: ItemProps) {
  const { page } = record;
  const place = record.place === null ? '' : placeInWords(record.place);
  const name = page === null ? [record.title, place].filter(Boolean).join(' · ') : `Page ${page}`;
  return (
    <li className={cn('rounded-lg', isShown && 'bg-accent-soft/40 ring-8 ring-accent-soft/40')}>
      <h2 className="mb-1 font-medium text-muted text-sm">
        {page !== null && onPage ? (
          <button
            type="button"
            className="h-6 underline underline-offset-2 hover:text-ink"
            onClick={() => onPage(page)}
          >
            {name}
          </button>
        ) : (
          name
        )}
      </h2>
      <MarkedText text={record.text} start={passage?.start} end={passage?.end} />
    </li>
  );
}
