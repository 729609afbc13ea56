import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { nameOfRecord } from './record-item.tsx';
import { refreshRecords } from './refresh-records.ts';

/** As many as a person looks through; restoring some shows the next ones. */
const limit = 50;

/** The deleted texts of a source that can be restored; nothing if there are none. */
export function DeletedRecords({ sourceId }: { sourceId: string }) {
  const deleted = useQuery(trpc.records.listDeleted.queryOptions({ sourceId, limit }));
  const restore = useMutation(
    trpc.records.restore.mutationOptions({
      onSuccess: refreshRecords,
      onError: tellFailure(t`The text was not restored`),
    }),
  );
  if (!deleted.data || deleted.data.items.length === 0) return null;
  const { items, nextCursor } = deleted.data;
  return (
    <details className="mt-6 border-line border-t pt-4 text-sm">
      <summary className="cursor-pointer">
        {nextCursor === null ? (
          <Plural
            value={{ items: items.length }}
            one="# deleted text, excluded from search and answers"
            other="# deleted texts, excluded from search and answers"
          />
        ) : (
          <Trans>The first {{ count: items.length }} deleted texts, excluded from search and answers</Trans>
        )}
      </summary>
      <ul aria-label={t`Deleted texts`} className="mt-2 space-y-2">
        {items.map((record) => {
          const name = nameOfRecord(record) || t`Text`;
          return (
            <li key={record.id} className="flex items-start gap-3">
              <p className="min-w-0 grow">
                <span dir="auto" className="block break-words">
                  {name}
                </span>
                <span dir="auto" className="line-clamp-2 break-words text-muted">
                  {record.text.slice(0, 300)}
                </span>
              </p>
              <Button
                size="sm"
                aria-label={t`Restore ${name}`}
                pending={restore.isPending && restore.variables.recordId === record.id}
                onClick={() => restore.mutate({ recordId: record.id })}
              >
                <Trans>Restore</Trans>
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
