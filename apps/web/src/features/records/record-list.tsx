import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RecordView } from '@millrace/contract/records/records';
import { Button } from '@millrace/ui/controls/button';
import { useRowList } from '@millrace/ui/data/row-list';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import { DeletedRecords } from './deleted-records.tsx';
import { RecordItem } from './record-item.tsx';

export type Passage = { recordId: string; start: number; end: number };
export type Listed = Omit<RecordView, 'spans'>;
/** What the texts of a source share. */
export type ListContext = {
  passage: Passage | undefined;
  /** The record whose passages are shown beside the text. */
  shownId: string | undefined;
  mayEdit: boolean;
  onShow: (record: Listed) => void;
  onHistory: (record: Listed) => void;
};

type Props = { sourceId: string; itemId: string | undefined; selected: RecordView | undefined; context: ListContext };

/** The text extracted from a source, by pages or as a whole: what search and answers use. */
export function RecordList({ sourceId, itemId, selected, context }: Props) {
  const records = useInfiniteQuery(
    trpc.records.list.infiniteQueryOptions(
      { sourceId, itemId, limit: 50 },
      { getNextPageParam: (last) => last.nextCursor ?? undefined },
    ),
  );
  const rows = useRowList();
  const marks = useListKeys({ list: useRef(rows.handle) });
  if (records.isPending) return <Skeleton lines={8} label={t`Loading text`} />;
  if (records.isError)
    return (
      <ErrorCard error={records.error} title={t`The text could not be loaded`} onRetry={() => void records.refetch()} />
    );
  const deleted = context.mayEdit ? <DeletedRecords sourceId={sourceId} /> : null;
  const items: Listed[] = records.data.pages.flatMap((part) => part.items);
  if (items.length === 0 && selected === undefined)
    return (
      <>
        <p className="text-muted">
          <Trans>This source has no text.</Trans>
        </p>
        {deleted}
      </>
    );
  // a selected record from further down is shown above the list until the list has reached it
  const isFar = selected !== undefined && items.every(({ id }) => id !== selected.id);
  return (
    <div ref={rows.attach} {...marks}>
      {isFar ? (
        <div className="mb-6 border-line border-b pb-6">
          <RecordItem record={selected} context={context} as="div" />
        </div>
      ) : null}
      <ol aria-label={t`Extracted text`} className="space-y-6">
        {items.map((record) => (
          <RecordItem key={record.id} record={record} context={context} as="li" />
        ))}
      </ol>
      {records.hasNextPage ? (
        <Button className="mt-4" pending={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
      {deleted}
    </div>
  );
}
