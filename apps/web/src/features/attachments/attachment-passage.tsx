import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { failureOf } from '../errors/failure.ts';
import { MarkedText } from '../records/marked-text.tsx';

type Props = { attachmentId: string; start: number; end: number };

/** Characters shown around a passage: a file may be a book. */
const aroundChars = 8_000;

/** A passage of an attached file in its context. */
export function AttachmentPassage({ attachmentId, start, end }: Props) {
  const query = useQuery(trpc.attachments.text.queryOptions({ attachmentId }));
  if (query.isError && failureOf(query.error).kind === 'not-found')
    return (
      <p className="text-muted">
        <Trans>This file was deleted. The quote was saved with the answer.</Trans>
      </p>
    );
  if (query.isError)
    return (
      <ErrorCard error={query.error} title={t`The passage cannot be shown`} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <Skeleton lines={9} label={t`Loading the passage`} />;
  const from = Math.max(0, start - aroundChars);
  const text = query.data.text.slice(from, end + aroundChars);
  return <MarkedText text={text} start={start - from} end={end - from} />;
}
