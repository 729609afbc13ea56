import { Skeleton } from '@millrace/ui/spinner';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { failureOf } from '../errors/failure.ts';
import { MarkedText } from '../records/marked-text.tsx';

type Props = { attachmentId: string; start: number; end: number };

/** So much of the text around a passage is shown: a file may be a book. */
const aroundChars = 8_000;

/** A passage of an attached file, where it stands in its text. */
export function AttachmentPassage({ attachmentId, start, end }: Props) {
  const query = useQuery(trpc.attachments.text.queryOptions({ attachmentId }));
  if (query.isError && failureOf(query.error).kind === 'not-found')
    return <p className="text-muted">This file was deleted. Its quote was kept with the answer.</p>;
  if (query.isError)
    return <ErrorCard error={query.error} title="The passage cannot be shown" onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={9} label="Loading the passage" />;
  const from = Math.max(0, start - aroundChars);
  const text = query.data.text.slice(from, end + aroundChars);
  return <MarkedText text={text} start={start - from} end={end - from} />;
}
