import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { RecordView } from '@millrace/contract/records/records';
import type { SourceView } from '@millrace/contract/sources/sources';
import { type Pane as AnyPane, ResizablePanes } from '@millrace/ui/layout/resizable-panes';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { ChunkList } from '../features/records/chunk-list.tsx';
import type { PaneId } from '../features/records/pane-ids.ts';
import { RecordHistory } from '../features/records/record-history.tsx';
import { RecordList } from '../features/records/record-list.tsx';
import { isPdf } from '../features/sources/source-facts.ts';
import { trpc } from '../trpc.ts';
import { OriginalPane, originalOf } from './original-pane.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

type Pane = AnyPane<PaneId>;

const from = '/w/$workspaceId/sources/$sourceId';

/** The record in the URL; else the one of the page that is shown; else the first. */
function useSelected(source: SourceView, { record: recordId, item: itemId, page }: ReturnType<typeof useOpen>) {
  const onPage = isPdf(source) ? (page ?? 1) : undefined;
  const first = useQuery(
    trpc.records.list.queryOptions(
      { sourceId: source.id, itemId, page: onPage, limit: 1 },
      { enabled: recordId === undefined },
    ),
  );
  const id = recordId ?? first.data?.items[0]?.id;
  const { data, isError } = useQuery(
    trpc.records.get.queryOptions({ recordId: id ?? '' }, { enabled: id !== undefined }),
  );
  const isPending = id === undefined ? first.isPending : data === undefined && !isError;
  // a deleted record is not shown from the cache
  return { selected: isError ? undefined : data, isPending };
}

const useOpen = () => useSearch({ from });

/** The original, its text and the passages that search finds, side by side. */
export function DocumentView({ source }: { source: SourceView }) {
  const open = useOpen();
  const { start = 0, end = 0, view } = open;
  const navigate = useNavigate({ from });
  const { may } = useWorkspace();
  const mayEdit = may('editor');
  const { selected, isPending } = useSelected(source, open);
  const itemId = open.item ?? selected?.itemId ?? undefined;

  const go = (change: Partial<typeof open>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  const show = (record: Pick<RecordView, 'id' | 'page'>, span?: { start: number; end: number }) =>
    go({ record: record.id, page: record.page ?? undefined, start: span?.start, end: span?.end });
  const turn = (page: number) => go({ page, record: undefined, start: undefined, end: undefined });
  const passage = selected && end > start ? { recordId: selected.id, start, end } : undefined;

  const original: Pane | undefined = originalOf(source, itemId) && {
    id: 'original',
    label: itemId ? t`Web page` : t`Document`,
    content: <OriginalPane source={source} itemId={itemId} record={selected} open={open} onPageChange={turn} />,
  };
  const text: Pane = {
    id: 'text',
    label: t`Text`,
    content: (
      <RecordList
        sourceId={source.id}
        itemId={itemId}
        selected={selected}
        context={{
          passage,
          shownId: selected?.id,
          mayEdit,
          onShow: (record) => show(record),
          onHistory: (record) => go({ history: record.id, compare: undefined }, false),
        }}
      />
    ),
  };
  const passages: Pane = {
    id: 'passages',
    label: t`Passages`,
    content: selected ? (
      <ChunkList recordId={selected.id} mayEdit={mayEdit} marked={passage} onMark={(chunk) => show(selected, chunk)} />
    ) : isPending ? (
      <Skeleton lines={8} label={t`Loading passages`} />
    ) : (
      <p className="text-muted">
        <Trans>There is no text to split into passages.</Trans>
      </p>
    ),
  };
  const panes = [original, text, passages].filter((pane) => pane !== undefined);
  return (
    <>
      {itemId ? (
        <Link
          from={from}
          to="."
          search={{}}
          className="inline-flex min-h-9 shrink-0 items-center gap-1 px-4 text-muted text-sm hover:text-ink sm:px-6"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          <Trans>All pages of this source</Trans>
        </Link>
      ) : null}
      <ResizablePanes
        id="document"
        label={t`Views of this source`}
        panes={panes}
        open={view ?? defaultView(passage !== undefined)}
        onOpen={(id: PaneId) => go({ view: id })}
      />
      {open.history ? (
        <RecordHistory
          recordId={open.history}
          mayEdit={mayEdit}
          compare={open.compare}
          onCompare={(compare) => go({ compare })}
          onClose={() => go({ history: undefined, compare: undefined })}
        />
      ) : null}
    </>
  );
}

/** A passage opens in the text; otherwise the original comes first. */
const defaultView = (hasPassage: boolean): PaneId | undefined => (hasPassage ? 'text' : undefined);
