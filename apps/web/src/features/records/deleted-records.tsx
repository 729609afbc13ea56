import { Button } from '@millrace/ui/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { nameOfRecord } from './record-item.tsx';
import { refreshRecords } from './refresh-records.ts';

/** As many as are of use to look through; whoever restores some sees the next. */
const limit = 50;

/** What was deleted from a source and can be brought back; nothing where there is none. */
export function DeletedRecords({ sourceId }: { sourceId: string }) {
  const deleted = useQuery(trpc.records.listDeleted.queryOptions({ sourceId, limit }));
  const restore = useMutation(
    trpc.records.restore.mutationOptions({ onSuccess: refreshRecords, onError: tellFailure('It was not restored') }),
  );
  if (!deleted.data || deleted.data.items.length === 0) return null;
  const { items, nextCursor } = deleted.data;
  return (
    <details className="mt-6 border-line border-t pt-4 text-sm">
      <summary className="cursor-pointer">
        {nextCursor === null ? items.length : `The first ${items.length}`} deleted, in no search and no answer
      </summary>
      <ul aria-label="Deleted texts" className="mt-2 space-y-2">
        {items.map((record) => {
          const name = nameOfRecord(record) || 'Text';
          return (
            <li key={record.id} className="flex items-start gap-3">
              <p className="min-w-0 grow">
                <span className="block break-words">{name}</span>
                <span className="line-clamp-2 break-words text-muted">{record.text.slice(0, 300)}</span>
              </p>
              <Button
                size="sm"
                aria-label={`Restore ${name}`}
                pending={restore.isPending && restore.variables.recordId === record.id}
                onClick={() => restore.mutate({ recordId: record.id })}
              >
                Restore
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
