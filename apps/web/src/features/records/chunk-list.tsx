import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ChunkView } from '@millrace/contract/records/records';
import { cn } from '@millrace/ui/class-names';
import { Switch } from '@millrace/ui/controls/switch';
import { useRowList } from '@millrace/ui/data/row-list';
import { StatusMark } from '@millrace/ui/data/status-mark';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { EyeOff, Hourglass } from 'lucide-react';
import { useRef } from 'react';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { useListKeys } from '../shortcuts/use-list-keys.ts';

type Props = {
  recordId: string;
  mayEdit: boolean;
  marked: { start: number; end: number } | undefined;
  onMark: (chunk: ChunkView) => void;
};

/** The passages that a text is split into: what search finds and answers are given, one by one. */
export function ChunkList({ recordId, mayEdit, marked, onMark }: Props) {
  const chunks = useQuery(
    trpc.chunks.list.queryOptions(
      { recordId },
      // missing vectors arrive within seconds
      { refetchInterval: (query) => (query.state.data?.every((chunk) => chunk.embedded) === false ? 3_000 : false) },
    ),
  );
  const rows = useRowList();
  const marks = useListKeys({ list: useRef(rows.handle) });
  if (chunks.isPending) return <Skeleton lines={8} label={t`Loading passages`} />;
  if (chunks.isError)
    return (
      <ErrorCard
        error={chunks.error}
        title={t`The passages could not be loaded`}
        onRetry={() => void chunks.refetch()}
      />
    );
  if (chunks.data.length === 0)
    return (
      <p className="text-muted">
        <Trans>This text has no passages.</Trans>
      </p>
    );
  return (
    <ol ref={rows.attach} {...marks} aria-label={t`Passages`} className="space-y-3">
      {chunks.data.map((chunk, i) => (
        <ChunkItem
          key={chunk.id}
          chunk={chunk}
          n={i + 1}
          mayEdit={mayEdit}
          isMarked={chunk.start === marked?.start && chunk.end === marked.end}
          onMark={() => onMark(chunk)}
        />
      ))}
    </ol>
  );
}

type ItemProps = { chunk: ChunkView; n: number; mayEdit: boolean; isMarked: boolean; onMark: () => void };

function ChunkItem({ chunk, n, mayEdit, isMarked, onMark }: ItemProps) {
  const choose = useMutation(
    trpc.chunks.setEnabled.mutationOptions({
      onSuccess: (_, { chunkId, enabled }) => {
        const undo = { label: t`Undo`, onClick: () => choose.mutate({ chunkId, enabled: !enabled }) };
        if (!enabled) notify({ title: t`Passage ${n} excluded from search and answers`, action: undo });
        return queryClient.invalidateQueries(trpc.chunks.pathFilter());
      },
      onError: tellFailure(t`The passage was not changed`),
    }),
  );
  // as it will be, so that the switch moves immediately
  const enabled = choose.isPending ? choose.variables.enabled : chunk.enabled;
  return (
    <li
      data-row=""
      className={cn('rounded-lg border p-3', isMarked ? 'border-accent' : 'border-line', enabled || 'bg-sunken')}
    >
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-3">
        <h2 className="font-medium text-sm">
          <Trans>Passage {n}</Trans>
          {chunk.heading ? (
            <span className="font-normal text-muted">
              {' · '}
              <bdi>{chunk.heading}</bdi>
            </span>
          ) : null}
        </h2>
        {enabled ? null : (
          <StatusMark icon={EyeOff} tone="warn">
            {t`Excluded`}
          </StatusMark>
        )}
        {enabled && !chunk.embedded ? (
          <StatusMark icon={Hourglass} tone="quiet">
            {t`Keyword search only until indexed`}
          </StatusMark>
        ) : null}
      </div>
      <button
        type="button"
        aria-pressed={isMarked}
        data-row-target=""
        title={t`Show in the text`}
        onClick={onMark}
        className="block w-full rounded-sm text-start text-sm hover:bg-hover"
      >
        <span dir="auto" className="line-clamp-6 whitespace-pre-line break-words">
          {chunk.text.trim()}
        </span>
      </button>
      {mayEdit ? (
        <div className="mt-2 border-line border-t pt-2">
          <Switch
            label={t`Use passage ${n} in search and answers`}
            checked={enabled}
            onChange={(next) => choose.mutate({ chunkId: chunk.id, enabled: next })}
          />
        </div>
      ) : null}
    </li>
  );
}
