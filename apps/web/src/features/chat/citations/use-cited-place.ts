import type { Citation } from '@millrace/contract/chat/chat';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { findQuote } from '../../sources/viewer/find-quote.ts';

/** The span of a citation's quote in the current text of its record; undefined where the text no longer contains it. */
export function useCitedPlace({ recordId, quote, start, end }: Citation): { start: number; end: number } | undefined {
  const record = useQuery(trpc.records.get.queryOptions({ recordId: recordId ?? '' }, { enabled: recordId !== null }));
  return record.data ? findQuote(record.data.text, quote, { start, end }) : { start, end };
}
